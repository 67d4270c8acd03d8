// A dance as the critic hears it: its notes with what their harmony and their bars make of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "form/form_analysis.h"
#include "harmony/harmony.h"
#include "score/score.h"
#include "score/spelling.h"

namespace bach {

struct HeardNote {
  Tick onset = 0;
  Tick end = 0;  // > onset
  int pitch = 0;
  Spelling spelling;        // in its local key
  std::size_t span = 0;     // index into harmony.spans: the chord at its onset
  bool chord_tone = false;  // of that chord
  int bar = 0;              // index into form.bars
  std::size_t moment = 0;   // index into moments

  // Diatonic: 7 to an octave.
  int step() const { return 7 * spelling.octave + spelling.letter; }
};

// The notes that begin together: notes[begin … end).
struct Moment {
  Tick onset = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  Tick offset = 0;    // in its bar as the metre has it
  Tick bar_line = 0;  // where that bar begins
  Tick beat = 1;      // length of a beat, as it is felt
};

// Repeats are not played; of each part its first statement counts. Music whose form is no dance's
// (other than A, AABB, AABBCC …) is as it sounds.
struct CriticDance {
  std::string name;  // the piece's, with " I" or " II" of a pair
  Score score;       // no drums
  HarmonyAnalysis harmony;
  FormAnalysis form;
  std::vector<HeardNote> notes;           // by onset, then pitch upward, each pitch once
  std::vector<Moment> moments;            // by onset
  std::vector<std::int64_t> bar_numbers;  // of form.bars, on the whole piece's paper

  const HeardNote& top(const Moment& moment) const { return notes[moment.end - 1]; }
  const HeardNote& lowest(const Moment& moment) const { return notes[moment.begin]; }
  const HarmonySpan& span_of(const HeardNote& note) const { return harmony.spans[note.span]; }
  // Of form.bars[bar], as indices into notes.
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::vector<Range> bar_notes;
};

// The dances of a piece as it sounds: one, or the two of a pair with da capo.
// Errors (kInvalidData): as find_harmony().
Result<std::vector<CriticDance>> hear_dances(const std::string& name, const Score& unfolded);

// One dance: `score` is folded or as it sounds, without drums.
// Errors (kInvalidData): as find_harmony().
Result<CriticDance> hear_dance(std::string name, Score score);

// A dance from a score without drums and what was heard in it. Requires notes, spans and bars.
CriticDance heard_dance(std::string name, Score score, HarmonyAnalysis harmony, FormAnalysis form);

}  // namespace bach
