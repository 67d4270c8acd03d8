#include "suite/rhythm_classes.h"

#include <algorithm>
#include <cstdlib>

namespace bach {
namespace {

static_assert(std::is_sorted(kRhythms.begin(), kRhythms.end()));

int index_of(const RhythmClass* entry) { return static_cast<int>(entry - kRhythms.data()); }

}  // namespace

std::optional<int> rhythm_class(Tick gap, Tick duration) {
  const RhythmClass wanted{gap, duration};
  const auto* found = std::lower_bound(kRhythms.data(), kRhythms.data() + kRhythms.size(), wanted);
  if (found == kRhythms.data() + kRhythms.size() || *found != wanted) return std::nullopt;
  return index_of(found);
}

std::optional<int> nearest_duration(Tick gap, Tick duration) {
  std::optional<int> best;
  Tick best_error = 0;
  const auto before = [](const RhythmClass& entry, Tick tick) { return entry.gap < tick; };
  const auto* first = std::lower_bound(kRhythms.begin(), kRhythms.end(), gap, before);
  for (; first != kRhythms.end() && first->gap == gap; ++first) {
    const RhythmClass& entry = *first;
    const Tick error = std::abs(entry.duration - duration);
    if (best && error >= best_error) continue;
    best = index_of(&entry);
    best_error = error;
  }
  return best;
}

Tick longest_gap_within(Tick gap) {
  const auto after = [](Tick tick, const RhythmClass& entry) { return tick < entry.gap; };
  const auto* next = std::upper_bound(kRhythms.begin(), kRhythms.end(), gap, after);
  return next == kRhythms.begin() ? 0 : next[-1].gap;
}

}  // namespace bach
