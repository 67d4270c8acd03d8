// Ticks to seconds.
#pragma once

#include <cstdint>
#include <vector>

#include "score/score.h"

namespace bach {

// The tempo of a piece as a function of time. Positions are whole ticks and tempos whole
// microseconds per quarter, so every instant is a whole number of (microsecond / ticks_per_quarter):
// it is kept exactly and rounded once, on the way out. Instants past 292,000 years (2^63 µs) stay
// there. Immutable; safe from any thread.
class TempoMap {
 public:
  // Requires tempos sorted by `at` (of several at one tick the last counts) and
  // ticks_per_quarter >= 1. Tempos before tick 0 count from tick 0.
  TempoMap(const std::vector<Tempo>& tempos, int ticks_per_quarter);
  explicit TempoMap(const Score& score) : TempoMap(score.tempos, score.ticks_per_quarter) {}

  // Time from tick 0; negative ticks count as 0. Never decreases as `tick` grows.
  double seconds(Tick tick) const;
  // The same in whole microseconds, rounded down.
  std::int64_t microseconds(Tick tick) const;

 private:
  // microseconds + fraction / ticks_per_quarter_ from tick 0; 0 <= fraction < ticks_per_quarter_.
  struct Instant {
    std::int64_t microseconds = 0;
    std::int64_t fraction = 0;
  };
  // From `tick` on a quarter lasts `microseconds_per_quarter`; `instant` is when `tick` comes.
  struct Stretch {
    Tick tick = 0;
    std::uint32_t microseconds_per_quarter = 0;
    Instant instant;
  };

  Instant after(const Stretch& stretch, Tick tick) const;
  Instant instant(Tick tick) const;

  int ticks_per_quarter_;
  std::vector<Stretch> stretches_;  // by tick, the first at 0
};

}  // namespace bach
