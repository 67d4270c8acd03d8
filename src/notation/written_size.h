// How much music is written down; the numbers stand in notate.h.
#pragma once

#include "base/result.h"
#include "score/score.h"

namespace bach {

// That no more notes, markers, tracks, notes at once and bars are to be written than a reader could tell
// apart, and in all tracks no more notes and rests, tied ones counted each; drums do not count. Copies and
// writes nothing: to be asked before anything is made of `score`. Error: kLimit.
Status check_written_size(const Score& score);

}  // namespace bach
