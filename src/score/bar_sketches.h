// What is struck in each bar of a piece, small enough to tell most stretches that are not alike at once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "score/bars.h"
#include "score/passages.h"

namespace bach {

class BarSketches {
 public:
  // Requires !passages.empty().
  BarSketches(const BarGrid& bars, const Passages& passages);

  // False only where Passages::alike() would say so of the same arguments, and mostly then; much sooner
  // where it is asked of many stretches, as it remembers what bars at a distance have in common.
  // `effort` grows by the number of bars compared.
  bool may_be_alike(Tick a, Tick b, Tick length, std::int64_t percent, std::int64_t& effort);

 private:
  static constexpr std::size_t kWords = 4;
  // Of the attacks of a bar: a bit for each, by a hash of offset and pitch.
  struct Bar {
    Tick begin = 0;
    std::int64_t first = 0;  // attack
    std::int64_t spare = 0;  // attacks whose bit another one of the bar has
    std::array<std::uint64_t, kWords> bits{};
  };
  // Sums over the bars from the first one on: of the attacks of each that the one `period` bars later
  // may have, too.
  using Sums = std::vector<std::uint32_t>;
  const Sums& sums(std::size_t period, std::int64_t& effort);
  // The bar that begins there; bars_.size() when none does.
  std::size_t bar_at(Tick begin) const;
  // No more attacks of both bars are the same.
  static std::int64_t most_common(const Bar& a, const Bar& b);

  std::vector<Bar> bars_;   // the last one begins where nothing is struck any more
  bool even_ = true;        // all are as long as the first
  std::vector<Sums> sums_;  // by period; empty: not yet
};

}  // namespace bach
