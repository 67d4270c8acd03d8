// How the line moves: the highest of the notes that begin together, from one moment to the next.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "evaluate/critic/measure_tools.h"

namespace bach {
namespace {

template <typename Counts>
Measured share_of_intervals(const CriticDance& dance, Counts&& counts) {
  const std::vector<int> intervals = melodic_intervals(dance);
  const auto counted = std::count_if(intervals.begin(), intervals.end(), counts);
  return percent(static_cast<double>(counted), static_cast<double>(intervals.size()));
}

Measured steps(const CriticDance& dance, const ReferenceStatistics&) {
  return share_of_intervals(
      dance, [](int interval) { return std::abs(interval) == 1 || std::abs(interval) == 2; });
}

// A sixth or more: where one line stands for two.
Measured wide_leaps(const CriticDance& dance, const ReferenceStatistics&) {
  return share_of_intervals(dance, [](int interval) { return std::abs(interval) >= 8; });
}

// Leaps of a fourth or more after which the line turns.
Measured leaps_turned(const CriticDance& dance, const ReferenceStatistics&) {
  const std::vector<int> intervals = melodic_intervals(dance);
  double leaps = 0;
  double turned = 0;
  for (std::size_t i = 0; i + 1 < intervals.size(); ++i) {
    if (std::abs(intervals[i]) < 5) continue;
    ++leaps;
    if (intervals[i] > 0 ? intervals[i + 1] < 0 : intervals[i + 1] > 0) ++turned;
  }
  return percent(turned, leaps);
}

// Intervals in the direction of the one before.
Measured straight_on(const CriticDance& dance, const ReferenceStatistics&) {
  const std::vector<int> intervals = melodic_intervals(dance);
  double pairs = 0;
  double straight = 0;
  for (std::size_t i = 1; i < intervals.size(); ++i) {
    if (intervals[i] == 0 || intervals[i - 1] == 0) continue;
    ++pairs;
    if ((intervals[i] > 0) == (intervals[i - 1] > 0)) ++straight;
  }
  return percent(straight, pairs);
}

Measured range(const CriticDance& dance, const ReferenceStatistics&) {
  int low = 127;
  int high = 0;
  for (const HeardNote& note : dance.notes) {
    low = std::min(low, note.pitch);
    high = std::max(high, note.pitch);
  }
  return {static_cast<double>(high - low), {}};
}

Measured stopped_chords(const CriticDance& dance, const ReferenceStatistics&) {
  double chords = 0;
  for (const Moment& moment : dance.moments) chords += moment.end - moment.begin > 1 ? 1 : 0;
  return percent(chords, static_cast<double>(dance.notes.size()));
}

constexpr MeasureGroup kOfMelody = MeasureGroup::kMelody;
constexpr std::array kMelodyMeasures = {
    CriticMeasure{"steps", kOfMelody, "% of intervals", 1, "of one or two semitones", steps},
    CriticMeasure{"wide leaps", kOfMelody, "% of intervals", 1,
                  "a sixth or more, as between the lines of a compound melody", wide_leaps},
    CriticMeasure{"leaps followed by a turn", kOfMelody, "% of leaps", 1,
                  "of a fourth or more, after which the line turns back", leaps_turned},
    CriticMeasure{"moves straight on", kOfMelody, "% of pairs", 1,
                  "two intervals in the same direction", straight_on},
    CriticMeasure{"range", kOfMelody, "semitones", 1, "from the lowest note to the highest", range},
    CriticMeasure{"chords struck", kOfMelody, "per 100 notes", 2,
                  "moments at which several notes begin", stopped_chords},
};

}  // namespace

std::span<const CriticMeasure> melody_measures() { return kMelodyMeasures; }

}  // namespace bach
