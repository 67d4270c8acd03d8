// From scores to suite tokens.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "score/score.h"
#include "suite/piece.h"

namespace bach {

struct SuiteEncoding {
  SuitePiece piece;
  // What the tokens do not say as the score does, one line a cause with a count; empty when
  // decode_suite() gives every note back as it was. Velocities, tempos, titles, markers and which
  // track a note stood in are never kept and not listed.
  std::vector<std::string> losses;
  // Of encode_any(): silent bars of the score as it sounds, which the piece is without; by `begin`, ticks
  // of the piece.
  std::vector<Section> left_out = {};
};

// Encodes a folded score, or an unfolded one as a single section; see score/fold.h. All tracks
// merge into one sequence. Keys are those of the score, dance by dance, where the notes agree, else
// estimated; metres come from the score, 4/4 where it has none.
//
// Each note's class is that of its duration and of the distance to the next onset, for a section's
// last onset to the section's end. Where no class says that, onsets are kept before durations: a
// gap is bridged by a longer duration, by striking the note again, or at last by moving the
// following onset; an error in one place does not move what comes later.
//
// Errors: kInvalidArgument when a quarter is not kSuiteTicksPerQuarter ticks; kInvalidData when no
// note can be represented; kLimit for more than kMostHeardQuarters (score/limits.h).
Result<SuiteEncoding> encode_suite(const Score& score, PieceKind kind);

// Any score, as it was played or written: put on the grid (see suite_grid.h), folded if it is not,
// encoded. Losses of all three. `name` and the score's title tell the kind of movement.
Result<SuiteEncoding> encode_any(const Score& score, const std::string& name);

}  // namespace bach
