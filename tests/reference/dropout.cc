#include "reference/dropout.h"

#include <array>
#include <cstddef>

#include "base/random.h"

namespace bach {

template <typename T>
void fill_dropout_mask(std::uint64_t seed, std::uint64_t step, std::uint32_t site,
                       std::uint32_t row, double rate, std::span<T> mask) {
  const CounterRandom random(seed, Purpose::kDropout);
  const std::uint32_t place = (site << 24) + row;
  const auto threshold = static_cast<std::uint32_t>(rate * 0x1p32);
  const T factor = static_cast<T>(1.0 / (1.0 - rate));
  std::array<std::uint32_t, 4> words{};
  for (std::size_t u = 0; u < mask.size(); ++u) {
    if (u % 4 == 0) words = random.block(step, place, static_cast<std::uint32_t>(u / 4));
    mask[u] = words[u % 4] >= threshold ? factor : T{0};
  }
}

template void fill_dropout_mask(std::uint64_t, std::uint64_t, std::uint32_t, std::uint32_t, double,
                                std::span<float>);
template void fill_dropout_mask(std::uint64_t, std::uint64_t, std::uint32_t, std::uint32_t, double,
                                std::span<double>);

}  // namespace bach
