// From a score to its piano roll.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "plot/roll.h"
#include "score/score.h"

namespace bach {

// Numbers as they are counted on paper (score/written_bars.h): the first whole bar of music is 1, an
// upbeat before it 0.
struct BarRange {
  std::int64_t first = 1;
  std::int64_t last = 16;  // >= first, both included
};

// The notes and bars of a score, as it sounds or folded as it is written, from the bar of its first
// note on; without title and marks. A bar that sounds again bears the number it has where repeats are written (score/fold.h); of
// a range the first statement is shown. Voices are those up to the last that is heard. Names are spelled in `keys` (see spell()).
// The subtitle says which bars, and when they sound. Errors: kInvalidArgument when the score has no bar of the
// range, kLimit when there are thousands of them, kInvalidData when it has no notes.
Result<RollPiece> roll_piece(const Score& score, const std::vector<Key>& keys,
                             const std::optional<BarRange>& bars);

}  // namespace bach
