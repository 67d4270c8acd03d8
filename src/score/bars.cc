#include "score/bars.h"

#include <algorithm>
#include <limits>

namespace bach {
namespace {

constexpr Tick kForever = std::numeric_limits<Tick>::max();

}  // namespace

Tick bar_ticks(const Metre& metre, int ticks_per_quarter) {
  const Tick whole = Tick{4} * ticks_per_quarter;
  return std::max<Tick>(1, whole * metre.numerator / std::max(1, metre.denominator));
}

Tick beat_ticks(const Metre& metre, int ticks_per_quarter) {
  const Tick unit = std::max<Tick>(1, Tick{4} * ticks_per_quarter / std::max(1, metre.denominator));
  const bool compound = metre.denominator >= 8 && metre.numerator > 3 && metre.numerator % 3 == 0;
  return compound ? 3 * unit : unit;
}

BarGrid::BarGrid(const Score& score) : BarGrid(score.metres, score.ticks_per_quarter) {}

BarGrid::BarGrid(std::span<const Metre> metres, int ticks_per_quarter) {
  const Metre common_time;
  stretches_.push_back({common_time, bar_ticks(common_time, ticks_per_quarter), kForever, 0});
  for (const Metre& metre : metres) {
    const Tick at = std::max<Tick>(0, metre.at);
    Stretch& last = stretches_.back();
    Stretch next{metre, bar_ticks(metre, ticks_per_quarter), kForever, last.first};
    next.metre.at = at;
    if (at <= last.metre.at) {  // the later event at the same tick counts
      last = next;
      continue;
    }
    const Tick covered = at - last.metre.at;
    next.first = last.first + covered / last.bar + (covered % last.bar != 0 ? 1 : 0);
    last.end = at;
    stretches_.push_back(next);
  }
}

const BarGrid::Stretch& BarGrid::stretch_at(Tick tick) const {
  const auto after =
      std::upper_bound(stretches_.begin(), stretches_.end(), tick,
                       [](Tick at, const Stretch& stretch) { return at < stretch.metre.at; });
  return after == stretches_.begin() ? stretches_.front() : *(after - 1);
}

BarPosition BarGrid::at(Tick tick) const {
  tick = std::max<Tick>(0, tick);
  const Stretch& stretch = stretch_at(tick);
  const Tick index = (tick - stretch.metre.at) / stretch.bar;
  BarPosition position;
  position.metre = stretch.metre;
  position.bar = stretch.first + index;
  position.begin = stretch.metre.at + index * stretch.bar;
  position.length = std::min(stretch.bar, stretch.end - position.begin);
  position.offset = tick - position.begin;
  return position;
}

Tick BarGrid::bar_line_from(Tick tick) const {
  const BarPosition position = at(tick);
  return position.offset == 0 ? position.begin : position.begin + position.length;
}

std::int64_t BarGrid::bar_lines_between(Tick begin, Tick end) const {
  if (end <= begin) return 0;
  return at(bar_line_from(end)).bar - at(bar_line_from(begin)).bar;
}

bool BarGrid::same_bars(Tick a, Tick b, Tick length) const {
  for (Tick passed = 0; passed < length;) {
    const BarPosition here = at(a + passed);
    const BarPosition there = at(b + passed);
    if (here.offset != there.offset || here.metre.numerator != there.metre.numerator ||
        here.metre.denominator != there.metre.denominator) {
      return false;
    }
    const Tick steady = std::min(stretch_at(a + passed).end - (a + passed),
                                 stretch_at(b + passed).end - (b + passed));
    if (steady >= length - passed) return true;
    passed += steady;
  }
  return true;
}

Tick upbeat_of(const Score& score) {
  Tick first = kForever;
  for (const Track& track : score.tracks) {
    if (!track.notes.empty()) first = std::min(first, track.notes.front().onset);
  }
  if (first == kForever) return 0;
  return BarGrid(score).bar_line_from(first) - first;
}

}  // namespace bach
