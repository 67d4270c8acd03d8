// What to compose, in values that are understood already: the same request from the command line,
// from the library and for each movement of a suite.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "app/music/named_score.h"
#include "base/export.h"
#include "compose/bar_count.h"
#include "compose/daring.h"
#include "compose/pitch_limits.h"
#include "compose/sampling_options.h"
#include "harmony/plan/modulation.h"
#include "score/instruments.h"
#include "score/piece_kind.h"
#include "score/score.h"

namespace bach {

// Who plays: a sound and, where the table of instruments has one to compose for, what it can play.
struct Player {
  // The table's instrument with this program of General MIDI, if there is one.
  BACH_API Player(int general_midi_program);  // NOLINT(google-explicit-constructor)
  BACH_API explicit Player(const Instrument& known);

  int program = kCelloProgram;             // of General MIDI, 0 … 127
  const Instrument* instrument = nullptr;  // none: the sound alone, of notes for a cello

  bool operator==(const Player&) const = default;
};

struct ComposeRequest {
  std::string model = {};   // path of a model file; empty: the suite model in the program
  int outputs = 1;          // pieces, 1 … 1024
  std::uint64_t seed = 42;  // decides whatever is not asked for, and every note

  // Which music; of suite models alone. Key, metre and tempo of a primer or infill are its own.
  std::optional<PieceKind> kind = {};     // none: drawn
  std::optional<Key> key = {};            // none: drawn
  std::optional<Metre> metre = {};        // none: one the kind is known in
  std::optional<double> tempo = {};       // quarters per minute, 10 … 400; none: the kind's usual
  std::optional<Player> instrument = {};  // none: cello, or the sounds of the music given, which
                                          // is moved where the instrument can play it
  int transpose = 0;                      // everything so many semitones higher, −24 … 24
  std::optional<PitchLimits> range = {};  // of new notes, sounding; none: the instrument's
  bool double_stops = true;               // else never two notes at once
  bool in_key = false;                    // only notes of the scale
  bool allow_quotes = false;              // else runs of notes that Bach wrote are removed

  // How long: one of these; none: as Bach's movements are, 200 notes from models of pitches alone,
  // 16 bars after a primer. Bars and seconds are of suite models alone.
  std::optional<int> notes = {};       // new ones, 1 … 1,000,000; the music then ends as it comes
  std::optional<BarCount> bars = {};   // written ones, repeats counted once, 1 … 1000 in all
  std::optional<double> seconds = {};  // of sound, about: whole bars; above 0, at most 3600

  // Music given: what load_piece() takes. One of these.
  std::string primer = {};   // the new music continues it; empty: a window kept in the model, or
                             // a beginning
  bool with_primer = false;  // put the notes it began with in front; suite models always do
  std::string infill = {};   // some bars of this are written again, of suite models alone:
  std::optional<int> from_bar = {};              // the first of them, as they are written, from 1
  std::optional<int> to_bar = {};                // the last of them
  std::shared_ptr<const NamedScore> given = {};  // that music at hand, which `primer` or `infill`
                                                 // then only names

  // What is planned before the first note, by suite models that know plans. A plan from a file
  // (compose/plan_text.h) is all of it: kind, key, metre and bars are its own. Numerals
  // (harmony/plan/numerals.h) are the chords of a whole movement, or of the bars of an infill; without
  // `bars` a movement has as many as they are.
  std::string plan = {};                    // its path; empty: drawn
  std::optional<std::string> harmony = {};  // none: drawn
  std::string save_plan = {};               // where that of a whole movement is written
  Modulation modulation = Modulation::kUsual;
  Daring daring = Daring::kUsual;

  // How a note is drawn.
  bool greedy = false;  // always the most probable; the rest must be left as it is
  std::optional<double> temperature = {};  // 0.01 … 100; none: 1 or, with a plan, the kind's usual
  int top_k = 0;                           // among the k most probable; 0: all
  std::optional<double> top_p = {};  // among the fewest that hold this share of the probability,
                                     // above 0, at most 1; none: kMelodyTopP, kMovementTopP or
                                     // kSuiteTopP or, with a plan, the kind's usual
  double min_p = 0;                  // among those with this share of the best one's, 0 … 1
};

// Of the whole, up or down.
inline constexpr int kMostTransposition = 24;  // semitones

// What new notes are composed for: the cello, where no instrument of the table is asked for.
const Instrument& instrument_of(const ComposeRequest& request);
// Of new notes, as they sound.
PitchLimits range_of(const ComposeRequest& request);
// See MovementTask::above_model.
int above_model(const ComposeRequest& request);

// Six movements in one key.
struct SuiteRequest {
  // Of each movement, bars of each dance of a pair. What suite_options() do not have is refused.
  ComposeRequest movement = {};
  std::optional<PieceKind> galanterie = {};  // menuet, bourree or gavotte; none: drawn
  bool planned_endings = true;  // else parts end as they come, to see what planning does
};

}  // namespace bach
