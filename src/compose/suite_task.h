// What to compose with a suite model, and what came of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "compose/ending.h"
#include "compose/sampling.h"
#include "suite/piece.h"

namespace bach {

inline constexpr int kLowestCelloPitch = 36;   // C2
inline constexpr int kHighestCelloPitch = 81;  // A5

struct SuiteTask {
  SuitePlan plan;
  std::vector<std::optional<SuiteEnding>> endings;  // one a part; none: the part ends as it comes
  std::vector<SuiteNote> given;                     // heard and kept before the first new note
  Tick start = 0;  // where the first new note stands, unless the given ones lead farther
  // Composing stops when every part is full, or after this many new notes when > 0 …
  int notes = 0;
  // … or where the next note would stand here or later, when > 0. Nothing sounds across it.
  Tick until = 0;
  std::vector<SuiteNote> following;  // measured after the last new note, changed by nothing
  int lowest = kLowestCelloPitch;    // of new notes, MIDI note numbers
  int highest = kHighestCelloPitch;
  bool double_stops = true;  // else never two notes at once
  bool in_key = false;       // new notes are of the scale of the part's key; minor: see scale_of()
  SamplingOptions sampling = {.top_p = 0.97};
  std::uint64_t seed = 42;
  std::uint32_t output = 0;  // which of several pieces from one seed
};

struct SuiteOutcome {
  std::vector<SuiteNote> notes;  // given and new ones, in order
  std::vector<double> nats;      // of each under the model, pitch and rhythm; of the given ones too
  double following_nats = 0;     // of all notes of SuiteTask::following
  int loops = 0;                 // times a loop was taken back and composed anew
  int copies = 0;                // likewise copies
  int endings = 0;               // likewise the bar before a part's last chord
  int tries = 1;                 // of the part's ending that took most
};

}  // namespace bach
