// A movement to compose with a suite model, and what came of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compose/ending.h"
#include "compose/leanings.h"
#include "compose/pitch_limits.h"
#include "compose/sampling.h"
#include "score/instruments.h"
#include "score/score.h"
#include "suite/piece.h"

namespace bach {

struct MovementTask {
  SuitePlan plan;
  std::vector<std::optional<PartEnding>> endings;  // one per part; none: the part ends as it comes
  std::vector<SuiteNote> given;                    // heard and kept before the first new note
  Tick start = 0;  // where the first new note stands, unless the given ones lead farther
  // Composing stops when every part is full, or after this many new notes when > 0 …
  int notes = 0;
  // … or where the next note would stand here or later, when > 0. Nothing sounds across it.
  Tick until = 0;
  std::vector<SuiteNote> following;  // measured after the last new note, changed by nothing
  // Of new notes: what this can play, within these pitches.
  const Instrument* instrument = &cello();  // of the table, composed for
  PitchLimits range = {};
  PitchLimits compass = {};  // of the form its plan was taken from, on a cello
  bool double_stops = true;  // else never two notes at once
  bool in_key = false;       // new notes are of the scale of the part's key; minor: see scale_of()
  // The network hears and says everything so many semitones lower, where it is at home; all given
  // and new notes must be suite pitches there.
  int above_model = 0;
  SamplingOptions sampling;         // of pitches
  SamplingOptions rhythm_sampling;  // of rhythms
  Leanings leanings = {};           // where there is a plan
  std::uint64_t seed = 42;
  std::uint32_t output = 0;  // which of several pieces from one seed
  // Of the score alone.
  std::vector<int> play_order = {};      // of the parts as they sound; empty: each once
  double tempo = 90;                     // quarters per minute
  std::uint8_t program = kCelloProgram;  // of General MIDI
  std::string part_name = {};            // before the staff
  std::string title = {};
};

struct MovementOutcome {
  std::vector<SuiteNote> notes;  // given and new ones, in order
  std::vector<double> nats;      // of each under the model, pitch and rhythm; of the given ones too
  double following_nats = 0;     // of all notes of MovementTask::following
  int loops = 0;                 // times a loop was removed and composed again
  int copies = 0;                // likewise copies
  int cycles = 0;                // likewise bars that went round in circles
  int endings = 0;               // likewise the bar before a part's last chord
  int tries = 1;                 // of the part's ending that took most
};

}  // namespace bach
