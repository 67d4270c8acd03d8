// Scoring pieces in several processes: each scores some, then all have all.
#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "evaluate/note_scorer.h"
#include "ranks/group.h"

namespace bach {

// What `scorer` says of each piece, whoever asked it. All processes of the group call this with the same
// pieces. Errors: those of the scorer, the same for all; of the group.
Result<std::vector<PieceNats>> shared_scores(Group& group, NoteScorer& scorer,
                                             std::span<const MeasuredPiece* const> pieces);

}  // namespace bach
