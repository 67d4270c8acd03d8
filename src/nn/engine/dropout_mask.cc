#include "nn/engine/dropout_mask.h"

#include <array>
#include <cstddef>

#include "base/random.h"

namespace bach::engine {

void fill_blocked_mask(std::uint64_t seed, std::uint64_t step, std::uint32_t site, double rate,
                       const MaskShape& shape, RowRange rows, float* mask) {
  const CounterRandom random(seed, Purpose::kDropout);
  const auto threshold = static_cast<std::uint32_t>(rate * 0x1p32);
  const auto factor = static_cast<float>(1.0 / (1.0 - rate));
  const int panels = panels_of(shape.units);
  const std::size_t panel = blocked_size(shape.rows, 1);
  for (int b = rows.first; b < rows.first + rows.count; ++b) {
    const std::uint32_t place = (site << 24) + static_cast<std::uint32_t>(b);
    std::array<std::uint32_t, 4> words{};
    std::uint32_t unit = 0;
    for (int t = 0; t < shape.steps; ++t) {
      float* out = mask + static_cast<std::size_t>(t * panels) * panel + std::ptrdiff_t{b} * kLanes;
      for (int p = 0; p < panels; ++p, out += panel) {
        for (int lane = 0; lane < kLanes; ++lane) {
          if (p * kLanes + lane >= shape.units) {
            out[lane] = 0;
            continue;
          }
          if (unit % 4 == 0) words = random.block(step, place, unit / 4);
          out[lane] = words[unit % 4] >= threshold ? factor : 0.0f;
          ++unit;
        }
      }
    }
  }
}

void fill_sequence_mask(const Kernels& kernels, const DropoutDraw& draw, const MaskShape& shape,
                        int lanes, RowRange range, float* mask) {
  const std::ptrdiff_t panel = std::ptrdiff_t{shape.rows} * kLanes;
  for (int lane = range.first; lane < range.first + range.count; ++lane) {
    for (int t = 0; t < shape.steps; ++t) {
      float* out = mask + std::ptrdiff_t{t * lanes + lane} * kLanes;
      for_each_factor_run(kernels, draw, static_cast<std::uint32_t>(lane),
                          static_cast<std::uint32_t>(t * shape.units), shape.units,
                          [&](int first, const float* factors, int count) {
                            for (int u = first; u < first + count; u += kLanes) {
                              std::copy_n(factors + u - first, std::min(kLanes, first + count - u),
                                          out + u / kLanes * panel);
                            }
                          });
    }
  }
}

}  // namespace bach::engine
