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
  for (const RhythmClass& entry : kRhythms) {
    if (entry.gap != gap) continue;
    const Tick error = std::abs(entry.duration - duration);
    if (best && error >= best_error) continue;
    best = index_of(&entry);
    best_error = error;
  }
  return best;
}

Tick longest_gap_within(Tick gap) {
  Tick longest = 0;
  for (const RhythmClass& entry : kRhythms) {
    if (entry.gap <= gap) longest = std::max(longest, entry.gap);
  }
  return longest;
}

}  // namespace bach
