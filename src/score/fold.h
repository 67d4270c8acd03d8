// Repeats that are written out in sound, written as repeats.
#pragma once

#include "score/score.h"

namespace bach {

// The folded (written) form of an unfolded score; see struct Score for what that is. A score that
// is folded already, or has no notes, comes back as it is.
//
// unfold(fold(s)) has exactly the notes of s (track, pitch, onset, duration) and its metres, but
// for metre events that change nothing. Of later statements velocities, tempos, keys and markers
// are given up for those of the first. `end` may grow or shrink by rests after the last note, to
// the end of a last statement; without repeats it stays.
//
// A repeat is found where at least 4 bars come again at once with 93 % of their attacks unchanged.
// play_order is made of these, one a part of the piece, so that notation can follow it:
//  - k                    a part played once: what is not repeated, cut where the metre changes
//  - k k                  |: k :|
//  - k k+1 k k+2          |: k |1 k+1 :|2 k+2 |
//  - l k k+1 k k+2        l |: k |1 k+1 :|2 k+2 |    l: upbeat or more, stated again in k+1
//  - the first parts once more without their repeats (da capo), each as k, k k+2 or l k k+2.
// Endings begin and end at bar lines (the last one of a piece may end elsewhere). The first
// statement of every part is contiguous in the written music; see score/form.h. A repeat whose
// statements share no 4 bars in a row is left written out.
Score fold(const Score& unfolded);

}  // namespace bach
