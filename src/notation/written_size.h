// How much music is written down; the numbers stand in notate.h.
#pragma once

#include "base/result.h"
#include "score/score.h"

namespace bach {

// That no more notes, markers, tracks or notes at once are to be written than a reader could tell apart;
// drums do not count. Copies nothing. Error: kLimit.
Status check_written_size(const Score& score);

// That it takes no more bars, and in all tracks no more notes and rests: what a long note or rest is
// written as, tied from bar to bar, counts each. Error: kLimit.
Status check_written_signs(const Score& score);

}  // namespace bach
