// The voices of a tune as one score.
#pragma once

#include "base/result.h"
#include "notation/abc/reader.h"
#include "notation/abc/tune.h"

namespace bach::abc {

// Ties are joined, times put on the least grid that takes all of them, repeats and parts become
// sections, bars are counted; see reader.h. Errors: kLimit.
Result<AbcPiece> assemble(Tune& tune, const AbcLimits& limits);

}  // namespace bach::abc
