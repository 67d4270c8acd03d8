// An order of numbers, drawn without a list of them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace bach {

// A permutation of 0 … size − 1, decided by (seed, epoch), of which any element is known at once: a
// Feistel network over the next power of four, walked until it lands among them.
class DrawnOrder {
 public:
  // 0 < size < 2^32.
  DrawnOrder(std::size_t size, std::uint64_t seed, int epoch);

  std::size_t size() const { return size_; }
  // The number at a place, 0 … size − 1.
  std::size_t at(std::size_t place) const;

 private:
  static constexpr std::size_t kRounds = 6;

  std::size_t size_;
  int half_bits_ = 1;
  std::array<std::uint32_t, kRounds> keys_{};
};

}  // namespace bach
