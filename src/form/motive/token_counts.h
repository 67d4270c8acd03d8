// What followed in which contexts: counts, and the probabilities they give.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

namespace bach {

// Small numbers as one context, in order. Contexts of different places in a list are told apart by
// their first number.
std::uint64_t token_context(std::initializer_list<int> numbers);

// Interpolated back-off after Witten and Bell (1991): from a uniform distribution through the
// contexts, general ones first, each outcome's count against `discount` times the outcomes seen
// there.
class TokenCounts {
 public:
  TokenCounts(int outcomes, double discount);

  void add(std::span<const std::uint64_t> contexts, int outcome);
  // Of all outcomes; sums to 1.
  void distribution(std::span<const std::uint64_t> contexts, std::span<double> into) const;

 private:
  std::size_t slot_of(std::uint64_t context) const;
  void grow();

  std::size_t outcomes_;
  double discount_;
  // Open addressing; the number of slots is a power of two. 0: free.
  std::vector<std::uint64_t> contexts_;
  std::vector<std::uint32_t> rows_;
  std::vector<std::uint32_t> counts_;  // [rows][outcomes]
  std::size_t used_ = 0;
};

}  // namespace bach
