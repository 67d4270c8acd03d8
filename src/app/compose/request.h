// What to compose, in values that are understood already: the same request from the command line,
// from the library and for each movement of a suite.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "compose/pitch_limits.h"
#include "compose/sampling_options.h"
#include "score/score.h"
#include "suite/piece_kind.h"

namespace bach {

struct ComposeRequest {
  std::string model = {};   // path of a model file; empty: the suite model in the program
  int outputs = 1;          // pieces, 1 … 1024
  std::uint64_t seed = 42;  // decides whatever is not asked for, and every note

  // Which music; of suite models alone. Key, metre and tempo of a primer or infill are its own.
  std::optional<PieceKind> kind = {};  // none: drawn
  std::optional<Key> key = {};         // none: drawn
  std::optional<Metre> metre = {};     // none: one the kind is known in
  std::optional<double> tempo = {};    // quarters per minute, 10 … 400; none: the kind's usual
  std::optional<int> instrument = {};  // program of General MIDI, 0 … 127; none: cello, or the
                                       // instruments of the music given
  PitchLimits range = {};              // of new notes
  bool double_stops = true;            // else never two notes at once
  bool in_key = false;                 // only notes of the scale
  bool allow_quotes = false;           // else runs of notes that Bach wrote are removed

  // How long: one of these; none: as Bach's movements are, 200 notes from models of pitches alone,
  // 16 bars after a primer. Bars and seconds are of suite models alone.
  std::optional<int> notes = {};       // new ones, 1 … 1,000,000; the music then ends as it comes
  std::optional<int> bars = {};        // written ones, repeats counted once, 1 … 1000
  std::optional<double> seconds = {};  // of sound, about: whole bars; above 0, at most 3600

  // Music given: what open_score() takes. One of these.
  std::string primer = {};   // the new music continues it; empty: a window kept in the model, or
                             // a beginning
  bool with_primer = false;  // put the notes it began with in front; suite models always do
  std::string infill = {};   // some bars of this are written again, of suite models alone:
  std::optional<int> from_bar = {};  // the first of them, counted as they sound, from 1
  std::optional<int> to_bar = {};    // the last of them

  // How a note is drawn.
  bool greedy = false;               // always the most probable; the rest must be left as it is
  double temperature = 1;            // 0.01 … 100; below 1 safer, above 1 bolder
  int top_k = 0;                     // among the k most probable; 0: all
  std::optional<double> top_p = {};  // among the fewest that hold this share of the probability,
                                     // above 0, at most 1; none: kMelodyTopP, kMovementTopP or
                                     // kSuiteTopP
  double min_p = 0;                  // among those with this share of the best one's, 0 … 1
};

// Six movements in one key.
struct SuiteRequest {
  // Of each movement: model, seed, key, bars (of each dance of a pair), temperature and top_p. All
  // else is refused.
  ComposeRequest movement = {};
  std::optional<PieceKind> galanterie = {};  // menuet, bourree or gavotte; none: drawn
  bool planned_endings = true;  // else parts end as they come, to see what planning does
};

}  // namespace bach
