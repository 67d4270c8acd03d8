// Bar lines: where they stand, and where a tick stands between them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "score/score.h"

namespace bach {

// Ticks in a bar, at least 1; rounded down where the bar is not a whole number of ticks.
Tick bar_ticks(const Metre& metre, int ticks_per_quarter);
// Ticks in a beat as it is felt: three denominators in 6, 9, 12 … of eighths or shorter (compound
// time), one denominator else.
Tick beat_ticks(const Metre& metre, int ticks_per_quarter);

struct BarPosition {
  std::int64_t bar = 0;  // 0 for the bar that begins at tick 0
  Tick begin = 0;        // of that bar
  Tick length = 0;  // of that bar in ticks; less than bar_ticks where a change of metre cuts it
  Tick offset = 0;  // tick − begin, 0 … length − 1
  Metre metre;      // in force there
};

// The bar lines of a score: bars are counted from tick 0 and from every metre event on; 4/4 before
// the first. Immutable, cheap to build.
class BarGrid {
 public:
  BarGrid(std::span<const Metre> metres, int ticks_per_quarter);
  explicit BarGrid(const Score& score);

  // Ticks before 0 count as 0.
  BarPosition at(Tick tick) const;
  // The first bar line at or after `tick`.
  Tick bar_line_from(Tick tick) const;
  // How many bar lines stand in [begin, end).
  std::int64_t bar_lines_between(Tick begin, Tick end) const;
  // Whether [a, a + length) and [b, b + length) have the same metres and bar lines.
  bool same_bars(Tick a, Tick b, Tick length) const;

 private:
  struct Stretch {
    Metre metre;             // metre.at is the first bar line
    Tick bar = 1;            // ticks in a bar
    Tick end = 0;            // where the next stretch begins
    std::int64_t first = 0;  // number of the first bar
  };
  const Stretch& stretch_at(Tick tick) const;
  std::vector<Stretch> stretches_;
};

// Ticks from the first note to the bar line after it; 0 when it stands on one or there is none.
Tick upbeat_of(const Score& score);

}  // namespace bach
