// Music that is given to a suite model: what the model hears of it, and where new notes stand in its
// score.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/music/inputs.h"
#include "base/result.h"
#include "notation/marks.h"
#include "score/score.h"
#include "suite/piece.h"

namespace bach {

enum class GivenForm {
  kAsItSounds,
  kAsWritten,  // folded: each repeat once; that of a file that says none is found (score/fold.h)
};

struct GivenPiece {
  Score score;                   // in the form asked for
  SuitePlan plan;                // one part, kSuiteTicksPerQuarter; bars as in `score`
  std::vector<SuiteNote> notes;  // what the model hears, at the places they have in `score`
  Tick last_end = 0;             // suite ticks, where its last note is over
  std::vector<std::string> warnings;
  // As it is written only:
  std::string composer = {};  // where it is known
  Marks marks = {};           // at notes of `score`
};

// Opens `input` (see open_score()) and puts it on the grid of suite tokens. The score keeps every
// note as it was; only what the model hears is moved to the grid, and of music as it sounds that is
// its last notes (hear_the_last()). Errors: those of open_score(), kInvalidData when there is no note a
// token stands for, kLimit for more than score/limits.h allows.
Result<GivenPiece> open_given_piece(const std::string& input, GivenForm form);
// The same of music at hand; `input` only names it in errors.
Result<GivenPiece> given_piece_of(OpenedScore opened, const std::string& input, GivenForm form);

// Leaves the last kMostReadNotes of `notes`, with a warning where that is not all.
void hear_the_last(std::vector<SuiteNote>& notes, std::vector<std::string>& warnings);

// Suite ticks as ticks of the score.
Tick score_ticks(const GivenPiece& piece, Tick suite_ticks);

// Where music that continues it begins: after the last note, on the finest of beat, eighth, sixteenth
// and 32nd that the last note itself began on. Suite ticks.
Tick seam_of(const GivenPiece& piece);

// Adds `notes` to the score: voices as deal_voices() has them, to its tracks in order. A
// score with fewer tracks gets the rest in its last one. No note crosses the end of its section.
void add_notes(GivenPiece& piece, std::span<const SuiteNote> notes);

}  // namespace bach
