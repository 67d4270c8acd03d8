#include "suite/rhythm_classes.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace bach {
namespace {

static_assert(std::is_sorted(kRhythms.begin(), kRhythms.end()));

int index_of(const RhythmClass* entry) { return static_cast<int>(entry - kRhythms.data()); }

constexpr std::size_t kGaps = static_cast<std::size_t>(kLongestGap) + 1;

// By gap, the first class whose gap is not shorter.
constexpr std::array<std::uint8_t, kGaps> first_classes() {
  std::array<std::uint8_t, kGaps> first{};
  std::size_t index = 0;
  for (std::size_t gap = 0; gap < kGaps; ++gap) {
    while (kRhythms[index].gap < static_cast<Tick>(gap)) ++index;
    first[gap] = static_cast<std::uint8_t>(index);
  }
  return first;
}
constexpr std::array<std::uint8_t, kGaps> kFirstClasses = first_classes();

// By gap, the longest of a class that is not longer.
constexpr std::array<std::int16_t, kGaps> longest_gaps() {
  std::array<std::int16_t, kGaps> longest{};
  for (const RhythmClass& entry : kRhythms) {
    longest[static_cast<std::size_t>(entry.gap)] = static_cast<std::int16_t>(entry.gap);
  }
  for (std::size_t gap = 1; gap < kGaps; ++gap) {
    longest[gap] = std::max(longest[gap], longest[gap - 1]);
  }
  return longest;
}
constexpr std::array<std::int16_t, kGaps> kLongestGaps = longest_gaps();

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
  if (gap < 0 || gap > kLongestGap) return best;
  const auto* first = kRhythms.data() + kFirstClasses[static_cast<std::size_t>(gap)];
  for (; first != kRhythms.data() + kRhythms.size() && first->gap == gap; ++first) {
    const RhythmClass& entry = *first;
    const Tick error = std::abs(entry.duration - duration);
    if (best && error >= best_error) break;  // durations rise
    best = index_of(&entry);
    best_error = error;
  }
  return best;
}

Tick longest_gap_within(Tick gap) {
  if (gap < 0) return 0;
  return kLongestGaps[static_cast<std::size_t>(std::min(gap, kLongestGap))];
}

}  // namespace bach
