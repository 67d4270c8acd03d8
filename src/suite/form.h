// The parts and dances of a written piece as the suite model needs them.
#pragma once

#include <vector>

#include "score/score.h"
#include "suite/piece.h"

namespace bach {

// The parts of `score` (folded or not), their roles and the key of the dance each belongs to (see
// home_key()). A piece is one dance, or two where the first parts are played again at the end (minuets I and
// II). Parts without notes are left out.
std::vector<SuitePart> suite_parts(const Score& score);

}  // namespace bach
