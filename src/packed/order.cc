#include "packed/order.h"

#include "base/random.h"

namespace bach {
namespace {

std::uint32_t round_of(std::uint32_t half, std::uint32_t key) {
  std::uint32_t x = (half ^ key) * 0x7FEB352DU;
  x = (x ^ x >> 15) * 0x846CA68BU;
  return x ^ x >> 16;
}

}  // namespace

DrawnOrder::DrawnOrder(std::size_t size, std::uint64_t seed, int epoch) : size_(size) {
  while (std::uint64_t{1} << 2 * half_bits_ < size) ++half_bits_;
  const CounterRandom random(seed, Purpose::kBatch);
  for (std::size_t k = 0; k < kRounds; ++k) {
    // Draws of batches use row 0.
    keys_[k] = random.bits(static_cast<std::uint64_t>(epoch), 1, static_cast<std::uint32_t>(k));
  }
}

std::size_t DrawnOrder::at(std::size_t place) const {
  const std::uint32_t mask = (std::uint32_t{1} << half_bits_) - 1;
  std::uint64_t value = place;
  do {
    auto left = static_cast<std::uint32_t>(value >> half_bits_);
    auto right = static_cast<std::uint32_t>(value) & mask;
    for (const std::uint32_t key : keys_) {
      const std::uint32_t next = left ^ (round_of(right, key) & mask);
      left = right;
      right = next;
    }
    value = std::uint64_t{left} << half_bits_ | right;
  } while (value >= size_);
  return static_cast<std::size_t>(value);
}

}  // namespace bach
