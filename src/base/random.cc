#include "base/random.h"

namespace bach {

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53u} * counter[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57u} * counter[2];
    counter = {
        static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
        static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
    key[0] += 0x9E3779B9u;
    key[1] += 0xBB67AE85u;
  }
  return counter;
}

std::array<std::uint32_t, 4> CounterRandom::counter(std::uint64_t step, std::uint32_t row,
                                                    std::uint32_t unit) const {
  const auto high = static_cast<std::uint32_t>(step >> 32);
  return {unit, row, static_cast<std::uint32_t>(step),
          static_cast<std::uint32_t>(purpose_) << 24 | high};
}

std::array<std::uint32_t, 2> CounterRandom::key() const {
  return {static_cast<std::uint32_t>(seed_), static_cast<std::uint32_t>(seed_ >> 32)};
}

std::array<std::uint32_t, 4> CounterRandom::block(std::uint64_t step, std::uint32_t row,
                                                  std::uint32_t unit) const {
  return philox4x32(counter(step, row, unit), key());
}

std::uint32_t CounterRandom::bits(std::uint64_t step, std::uint32_t row, std::uint32_t unit) const {
  return block(step, row, unit / 4)[unit % 4];
}

float CounterRandom::uniform_float(std::uint64_t step, std::uint32_t row,
                                   std::uint32_t unit) const {
  return static_cast<float>(bits(step, row, unit) >> 8) * 0x1p-24f;
}

double CounterRandom::uniform_double(std::uint64_t step, std::uint32_t row,
                                     std::uint32_t unit) const {
  const auto words = block(step, row, unit);
  const std::uint64_t wide = std::uint64_t{words[0]} << 32 | words[1];
  return static_cast<double>(wide >> 11) * 0x1p-53;
}

std::uint32_t CounterRandom::below(std::uint32_t bound, std::uint64_t step, std::uint32_t row,
                                   std::uint32_t unit) const {
  const auto words = block(step, row, unit);
  // The top 32 bits of (64 random bits × bound) / 2^32.
  const std::uint64_t low = (std::uint64_t{words[1]} * bound) >> 32;
  return static_cast<std::uint32_t>((std::uint64_t{words[0]} * bound + low) >> 32);
}

}  // namespace bach
