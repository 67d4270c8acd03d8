#include "compose/note_mask.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "compose/playable.h"

namespace bach {
namespace {

constexpr Tick kGrid = 60;
constexpr Tick kTriplet = 160;
constexpr Tick kQuarter = kSuiteTicksPerQuarter;
constexpr float kLeast = -1e30f;  // in place of NaN: what is allowed stays possible
constexpr float kNever = -std::numeric_limits<float>::infinity();

bool at_ending(const NotePlace& place) {
  return place.ending != nullptr && place.onset == place.ending->onset;
}

bool has(std::uint32_t classes, int pitch) { return (classes >> (pitch % 12) & 1U) != 0; }

// Whether `pitch` may be the last chord's highest note, and `bass` its lowest.
bool is_goal(const NotePlace& place, int bass, int pitch) {
  return has(place.ending->top, pitch) && has(place.ending->bass, bass) &&
         (place.lead < 0 || is_last_step(place.lead, pitch) || is_last_step(place.lead, bass));
}

// Nothing may sound or begin beyond here.
Tick limit_of(const NotePlace& place) {
  return place.ending != nullptr && place.onset < place.ending->onset ? place.ending->onset
                                                                      : place.end;
}

std::vector<int> pitches_with(const NotePlace& place, int pitch) {
  std::vector<int> pitches = {pitch};
  for (const SoundingNote& note : place.sounding) pitches.push_back(note.pitch);
  return pitches;
}

}  // namespace

bool NoteMask::playable(std::span<const int> pitches) const {
  if (above_ == 0) return playable_together(*instrument_, pitches);
  std::vector<int> sounding(pitches.begin(), pitches.end());
  for (int& pitch : sounding) pitch += above_;
  return playable_together(*instrument_, sounding);
}

bool NoteMask::some_pitch_joins(const NotePlace& place, std::span<const int> sounding, int above,
                                int bass) const {
  std::vector<int> all(sounding.begin(), sounding.end());
  all.push_back(0);
  for (int pitch = std::max(range_.lowest, above + 1); pitch <= range_.highest; ++pitch) {
    if (!wanted(place, pitch) || (bass >= 0 && !is_goal(place, bass, pitch))) continue;
    if (std::find(sounding.begin(), sounding.end(), pitch) != sounding.end()) continue;
    all.back() = pitch;
    if (playable(all)) return true;
  }
  return false;
}

bool NoteMask::can_end(const NotePlace& place) const {
  for (int pitch = range_.lowest; pitch <= range_.highest; ++pitch) {
    if (allows_pitch(place, pitch)) return true;
  }
  return false;
}

bool NoteMask::allows_pitch(const NotePlace& place, int pitch) const {
  if (!wanted(place, pitch) || pitch <= place.chord_top) return false;
  for (const SoundingNote& note : place.sounding) {
    if (note.pitch == pitch) return false;
  }
  const std::vector<int> sounding = pitches_with(place, pitch);
  if (!playable(sounding)) return false;
  if (!at_ending(place)) return true;
  const int bass = place.chord_notes == 0 ? pitch : place.chord_bass;
  if (is_goal(place, bass, pitch)) return true;
  return has(place.ending->chord, pitch) && has(place.ending->bass, bass) && double_stops_ &&
         place.chord_notes + 1 < kChordNotes && some_pitch_joins(place, sounding, pitch, bass);
}

bool NoteMask::allows_gap(const NotePlace& place, Tick gap) const {
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

bool NoteMask::allows_rhythm(const NotePlace& place, int pitch, int rhythm_index) const {
  const RhythmClass& value = rhythm(rhythm_index);
  if (place.onset + value.duration > limit_of(place)) return false;
  const int bass = place.chord_notes == 0 ? pitch : place.chord_bass;
  if (value.gap == 0) {
    if (!double_stops_ || place.last || place.chord_notes + 1 >= kChordNotes) return false;
    const std::vector<int> sounding = pitches_with(place, pitch);
    if (!at_ending(place)) return some_pitch_joins(place, sounding, pitch);
    return 2 * value.duration >= place.end - place.onset &&
           some_pitch_joins(place, sounding, pitch, bass);
  }
  if (at_ending(place)) {
    return is_goal(place, bass, pitch) && place.onset + value.gap == place.end &&
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
  return some_pitch_joins(place, held, -1);
}

void NoteMask::forbid_pitches(const NotePlace& place, std::span<float> logits) const {
  bool any = false;
  for (int row = 0; row < kSuitePitches && !any; ++row) {
    any = allows_pitch(place, row + kLowestSuitePitch);
  }
  for (int row = 0; row < kSuitePitches; ++row) {
    const int pitch = row + kLowestSuitePitch;
    const bool allowed =
        any ? allows_pitch(place, pitch)
            : wanted(place, pitch) && (!at_ending(place) || has(place.ending->bass, pitch));
    float& logit = logits[static_cast<std::size_t>(row)];
    logit = !allowed ? kNever : std::isnan(logit) ? kLeast : logit;
  }
}

bool NoteMask::forbid_rhythms(const NotePlace& place, int pitch, std::span<float> logits) const {
  bool any = false;
  for (int index = 0; index < kRhythmClasses; ++index) {
    float& logit = logits[static_cast<std::size_t>(index)];
    const bool allowed = allows_rhythm(place, pitch, index);
    logit = !allowed ? kNever : std::isnan(logit) ? kLeast : logit;
    any = any || allowed;
  }
  return any;
}

}  // namespace bach
