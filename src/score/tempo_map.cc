#include "score/tempo_map.h"

#include <algorithm>
#include <limits>

namespace bach {
namespace {

constexpr std::uint32_t kDefaultMicrosecondsPerQuarter = 500000;
constexpr std::int64_t kLongestTime = std::numeric_limits<std::int64_t>::max();

}  // namespace

TempoMap::TempoMap(const std::vector<Tempo>& tempos, int ticks_per_quarter)
    : ticks_per_quarter_(ticks_per_quarter) {
  stretches_.push_back({0, kDefaultMicrosecondsPerQuarter, {}});
  for (const Tempo& tempo : tempos) {
    const Tick at = std::max<Tick>(tempo.at, 0);
    Stretch& last = stretches_.back();
    if (at == last.tick) {
      last.microseconds_per_quarter = tempo.microseconds_per_quarter;
    } else {
      stretches_.push_back({at, tempo.microseconds_per_quarter, after(last, at)});
    }
  }
}

TempoMap::Instant TempoMap::after(const Stretch& stretch, Tick tick) const {
  const std::int64_t per_quarter = stretch.microseconds_per_quarter;
  const Tick ticks = tick - stretch.tick;
  const std::int64_t quarters = ticks / ticks_per_quarter_;
  // Below 2^15 · 2^32 + 2^15: the part of a quarter cannot overflow, whole quarters can.
  const std::int64_t rest = ticks % ticks_per_quarter_ * per_quarter + stretch.instant.fraction;
  std::int64_t sum = 0;
  if (__builtin_mul_overflow(quarters, per_quarter, &sum) ||
      __builtin_add_overflow(sum, rest / ticks_per_quarter_, &sum) ||
      __builtin_add_overflow(sum, stretch.instant.microseconds, &sum)) {
    return {kLongestTime, 0};
  }
  return {sum, rest % ticks_per_quarter_};
}

TempoMap::Instant TempoMap::instant(Tick tick) const {
  tick = std::max<Tick>(tick, 0);
  const auto next =
      std::upper_bound(stretches_.begin(), stretches_.end(), tick,
                       [](Tick at, const Stretch& stretch) { return at < stretch.tick; });
  return after(*std::prev(next), tick);
}

double TempoMap::seconds(Tick tick) const {
  const Instant at = instant(tick);
  const std::int64_t whole = at.microseconds / 1000000;
  // Whole seconds apart from the rest, so that the sum is rounded at the end alone.
  const double below =
      static_cast<double>(at.microseconds % 1000000 * ticks_per_quarter_ + at.fraction) /
      (1e6 * ticks_per_quarter_);
  return static_cast<double>(whole) + below;
}

std::int64_t TempoMap::microseconds(Tick tick) const { return instant(tick).microseconds; }

}  // namespace bach
