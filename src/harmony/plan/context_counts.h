// What followed in which contexts: counts, and the probabilities they give.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bach {

// Outcomes 0 … outcomes − 1 under a list of contexts, from the most general to the most specific;
// every list is equally long, and a context is any number, told apart from others of its place in
// the list alone. Probabilities interpolate (Witten and Bell, "The zero-frequency problem", IEEE
// Transactions on Information Theory 37, 1991):
//     p_i(x) = (count_i(x) + t_i · p_{i−1}(x)) / (count_i + t_i),  t_i = discount_i · outcomes seen
// with p uniform before the first context; a context that was never seen changes nothing. So all
// are positive and sum to 1. The same bits in whatever order counts were added, as long as they are
// whole numbers. Reading is safe from any number of threads.
class ContextCounts {
 public:
  // One discount for each context of the list: > 0.
  ContextCounts(int outcomes, std::vector<double> discounts);

  int outcomes() const { return outcomes_; }

  // contexts.size() is at most that of the discounts; 0 ≤ outcome < outcomes.
  void add(std::span<const std::uint64_t> contexts, int outcome, double count = 1);

  // Of all outcomes: out.size() == outcomes.
  void distribution(std::span<const std::uint64_t> contexts, std::span<double> out) const;
  // The step from a context before to the next more specific one: `out` holds p_{i−1}, then p_i.
  void refine(std::size_t level, std::uint64_t context, std::span<double> out) const;
  double probability(std::span<const std::uint64_t> contexts, int outcome) const;

 private:
  // Open addressing; a row of counts a context.
  struct Level {
    std::vector<std::uint64_t> keys;   // of the rows
    std::vector<std::uint32_t> slots;  // row + 1; 0: free; a power of two, at most half full
    std::vector<double> counts;        // rows × outcomes
    std::vector<double> totals;        // of the rows
    std::vector<int> seen;             // of the rows: outcomes with a count
  };
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  static std::size_t find(const Level& level, std::uint64_t key);
  std::size_t row_of(Level& level, std::uint64_t key) const;

  int outcomes_;
  std::vector<double> discounts_;
  std::vector<Level> levels_;
};

// Several small numbers as one context, each less than its `bound`; empty: 0.
class PackedContext {
 public:
  PackedContext& with(int value, int bound) {
    packed_ = packed_ * static_cast<std::uint64_t>(bound) + static_cast<std::uint64_t>(value);
    return *this;
  }
  operator std::uint64_t() const { return packed_; }

 private:
  std::uint64_t packed_ = 0;
};

}  // namespace bach
