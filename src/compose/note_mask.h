// Which notes may come next: the rules a composed movement keeps whatever the model says.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "compose/ending.h"
#include "compose/pitch_limits.h"
#include "score/bars.h"
#include "score/instruments.h"
#include "suite/piece.h"

namespace bach {

// A note that still sounds where the next one stands.
struct SoundingNote {
  int pitch = 0;
  Tick end = 0;
};

// Where the next note stands.
struct NotePlace {
  Tick onset = 0;
  BarPosition bar;
  Tick end = 0;                         // of the part, or where composing stops
  const PartEnding* ending = nullptr;   // of the part; none: null
  int chord_notes = 0;                  // before it at the same onset
  int chord_top = -1;                   // pitch of the last of them; −1: none
  int chord_bass = -1;                  // of the first
  int lead = -1;                        // the last pitch before the ending; −1: any step will do
  std::uint32_t classes = kAllClasses;  // bit c: pitch class c is wanted
  bool last = false;                    // no note is composed after it
  std::vector<SoundingNote> sounding;   // the chord's notes among them
};

// The rules:
//  - pitches within the range and of the classes wanted; chords of at most four notes, from the
//    lowest up; what sounds together is playable_together() and no pitch sounds twice; nothing
//    sounds together where double stops are not wanted;
//  - onsets on the grid of 60 ticks, or of 160 ticks (triplets) begun on a quarter of the bar and
//    completed, in metres of quarters or longer; gaps do not cross a bar line;
//  - nothing crosses the onset of the part's ending, nor the part's end; at the ending's onset
//    stands one chord as the ending asks for, reached by is_last_step() below or above, that leads
//    to the part's end.
// Every place that is reached by allowed notes allows a pitch, and every allowed pitch a rhythm, as
// long as the range has a playable pitch of every class wanted (twelve semitones always do) and a
// `lead` that can_end().
class NoteMask {
 public:
  // `above`: semitones from the pitches here to those that `instrument`, which must outlive the
  // mask, plays.
  NoteMask(PitchLimits range, bool double_stops, const Instrument& instrument, int above = 0)
      : range_(range), double_stops_(double_stops), instrument_(&instrument), above_(above) {}

  // Logits of what is forbidden become minus infinity. [kSuitePitches]; where nothing would be left
  // (after music that kept other rules), range and goal alone count.
  void forbid_pitches(const NotePlace& place, std::span<float> logits) const;
  // [kRhythmClasses], once `pitch` is chosen. False when nothing is left.
  bool forbid_rhythms(const NotePlace& place, int pitch, std::span<float> logits) const;

  // Whether a chord at `place`, which is the ending's, can follow its lead.
  bool can_end(const NotePlace& place) const;

  bool allows_pitch(const NotePlace& place, int pitch) const;
  bool allows_rhythm(const NotePlace& place, int pitch, int rhythm) const;

 private:
  bool allows_gap(const NotePlace& place, Tick gap) const;
  bool wanted(const NotePlace& place, int pitch) const {
    return pitch >= range_.lowest && pitch <= range_.highest &&
           (place.classes >> (pitch % 12) & 1U) != 0;
  }
  bool playable(std::span<const int> pitches) const;
  // Whether some pitch can join what sounds: above `above` and, at an ending, as its top over
  // `bass`.
  bool some_pitch_joins(const NotePlace& place, std::span<const int> sounding, int above,
                        int bass = -1) const;

  PitchLimits range_;
  bool double_stops_;
  const Instrument* instrument_;
  int above_;
};

}  // namespace bach
