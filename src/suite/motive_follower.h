// What the bars that are planned after earlier ones lead one to expect, note by note.
#pragma once

#include <array>
#include <cstddef>

#include "form/motive/choice.h"
#include "suite/piece.h"
#include "suite/piece_memory.h"

namespace bach {

inline constexpr int kMotiveRuns = 4;
inline constexpr int kMotiveBuckets = 4 * kMotiveRuns;  // by relation but kNew, then run

// Pitches are suite pitches. Buckets: (relation − 1) · kMotiveRuns + run, which is 0 where the
// guess of its kind was wrong last, 1 before the first, 2 up to three right ones in a row, 3 more.
struct MotiveGuesses {
  // Of the bar, as BarRelation; −1: nothing is planned. Where its second half has something of its
  // first, that half's to this one: below, what is said of the earlier bar is said of that half.
  int relation = -1;
  // It opens or ends its part, and the earlier bar another one, likewise.
  bool answers = false;
  // The note of the earlier bar at the same place with as many before it in its chord. Below is
  // nothing without one.
  std::ptrdiff_t from = -1;
  int rises = 0;          // diatonic steps it lies above the note before it
  int leads_on = 0;       // and the note after it above it
  bool has_rise = false;  // there is a note before it, after it
  bool has_next = false;
  PitchGuess moved;    // of literal and sequence: that note, moved as the bar is
  PitchGuess figure;   // it under the chord that is planned here
  PitchGuess step;     // its step, from the last note
  RhythmGuess rhythm;  // as long as it is
  // Of a new bar whose rhythm is planned: ticks to the next attack of it, or to the bar line; 0:
  // nobody says. With or without an earlier note.
  Tick gap = 0;
};

// Goes along with a piece. Copies are independent.
class MotiveFollower {
 public:
  // For the note that `memory` was last asked for; `last_pitch` −1 before the first.
  const MotiveGuesses& guess(const SuitePlan& plan, const PieceMemory& memory,
                             const ComingNote& coming, int last_pitch);
  const MotiveGuesses& guesses() const { return guesses_; }
  // That note is decided.
  void add(SuiteToken token);

 private:
  enum Kind : std::size_t { kMoved, kFigure, kStep, kRhythm, kKinds };
  int bucket(Kind kind) const;

  std::ptrdiff_t bar_ = -1;  // of plan.motives
  MotiveChooser chooser_;
  MotiveChoice choice_;  // what was chosen for it
  bool answers_ = false;
  Tick onset_ = 0;  // of the note at hand
  MotiveGuesses guesses_;
  std::array<int, kKinds> right_{};  // in a row, in this bar; −1: the last was wrong
};

}  // namespace bach
