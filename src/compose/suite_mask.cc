#include "compose/suite_mask.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "compose/strings.h"

namespace bach {
namespace {

constexpr Tick kGrid = 60;
constexpr Tick kTriplet = 160;
constexpr Tick kQuarter = kSuiteTicksPerQuarter;
constexpr int kChordNotes = 4;
constexpr float kNever = -std::numeric_limits<float>::infinity();

bool at_ending(const SuitePlace& place) {
  return place.ending != nullptr && place.onset == place.ending->onset;
}

bool is_goal(const SuiteEnding& ending, int pitch) {
  return (ending.classes >> (pitch % 12) & 1U) != 0;
}

// Nothing may sound or begin beyond here.
Tick limit_of(const SuitePlace& place) {
  return place.ending != nullptr && place.onset < place.ending->onset ? place.ending->onset
                                                                      : place.end;
}

std::vector<int> pitches_with(const SuitePlace& place, int pitch) {
  std::vector<int> pitches = {pitch};
  for (const SoundingNote& note : place.sounding) pitches.push_back(note.pitch);
  return pitches;
}

}  // namespace

bool SuiteMask::some_pitch_joins(std::span<const int> sounding, int above,
                                 const SuiteEnding* ending) const {
  std::vector<int> all(sounding.begin(), sounding.end());
  all.push_back(0);
  for (int pitch = std::max(lowest_, above + 1); pitch <= highest_; ++pitch) {
    if (ending != nullptr && !is_goal(*ending, pitch)) continue;
    if (std::find(sounding.begin(), sounding.end(), pitch) != sounding.end()) continue;
    all.back() = pitch;
    if (playable_together(all)) return true;
  }
  return false;
}

bool SuiteMask::allows_pitch(const SuitePlace& place, int pitch) const {
  if (!in_range(pitch) || pitch <= place.chord_top) return false;
  for (const SoundingNote& note : place.sounding) {
    if (note.pitch == pitch) return false;
  }
  const std::vector<int> sounding = pitches_with(place, pitch);
  if (!playable_together(sounding)) return false;
  if (!at_ending(place) || is_goal(*place.ending, pitch)) return true;
  return double_stops_ && place.chord_notes + 1 < kChordNotes &&
         some_pitch_joins(sounding, pitch, place.ending);
}

bool SuiteMask::allows_gap(const SuitePlace& place, Tick gap) const {
  const Tick next = place.onset + gap;
  if (next > limit_of(place) || place.bar.offset + gap > place.bar.length) return false;
  // Places within the quarter; quarters are counted from the bar line.
  const Tick from = place.bar.offset % kQuarter;
  const Tick to = from + gap;
  if (from % kGrid != 0) return to % kTriplet == 0 && to <= kQuarter;
  if (to % kGrid == 0) return true;
  return place.bar.metre.denominator <= 4 && from == 0 && to % kTriplet == 0 && to < kQuarter &&
         place.onset + kQuarter <= limit_of(place) &&
         place.bar.offset + kQuarter <= place.bar.length;
}

bool SuiteMask::allows_rhythm(const SuitePlace& place, int pitch, int rhythm_index) const {
  const RhythmClass& value = rhythm(rhythm_index);
  const Tick limit = limit_of(place);
  if (place.onset + value.duration > limit) return false;
  if (value.gap == 0) {
    if (!double_stops_ || place.last || place.chord_notes + 1 >= kChordNotes) return false;
    if (at_ending(place) && 2 * value.duration < place.end - place.onset) return false;
    return some_pitch_joins(pitches_with(place, pitch), pitch,
                            at_ending(place) ? place.ending : nullptr);
  }
  if (at_ending(place)) {
    return is_goal(*place.ending, pitch) && place.onset + value.gap == place.end &&
           2 * value.duration >= value.gap;
  }
  if (!allows_gap(place, value.gap)) return false;
  // What sounds on must leave room for the next note.
  std::vector<int> held;
  if (value.duration > value.gap) held.push_back(pitch);
  for (const SoundingNote& note : place.sounding) {
    if (note.end > place.onset + value.gap) held.push_back(note.pitch);
  }
  if (held.empty()) return true;
  if (!double_stops_) return value.duration <= value.gap;
  return some_pitch_joins(held, -1, nullptr);
}

void SuiteMask::forbid_pitches(const SuitePlace& place, std::span<float> logits) const {
  bool any = false;
  for (int row = 0; row < kSuitePitches && !any; ++row) {
    any = allows_pitch(place, row + kLowestSuitePitch);
  }
  for (int row = 0; row < kSuitePitches; ++row) {
    const int pitch = row + kLowestSuitePitch;
    const bool allowed =
        any ? allows_pitch(place, pitch)
            : in_range(pitch) && (!at_ending(place) || is_goal(*place.ending, pitch));
    if (!allowed || std::isnan(logits[static_cast<std::size_t>(row)])) {
      logits[static_cast<std::size_t>(row)] = kNever;
    }
  }
}

bool SuiteMask::forbid_rhythms(const SuitePlace& place, int pitch, std::span<float> logits) const {
  bool any = false;
  for (int index = 0; index < kRhythmClasses; ++index) {
    float& logit = logits[static_cast<std::size_t>(index)];
    if (std::isnan(logit) || !allows_rhythm(place, pitch, index)) {
      logit = kNever;
    } else {
      any = true;
    }
  }
  return any;
}

}  // namespace bach
