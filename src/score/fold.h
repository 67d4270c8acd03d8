// Repeats that are written out in sound, written as repeats.
#pragma once

#include "score/score.h"

namespace bach {

// The folded (written) form of an unfolded score; see struct Score for what that is. A score that
// is folded already comes back as it is.
//
// unfold(fold(s)) has exactly the notes of s (track, pitch, onset, duration; the velocities of
// later statements become those of the first) and its metres. Tempos, keys and markers are those of
// the first statements.
//
// Shapes of play_order that come out, part by part, so that notation can follow them:
//  - k                    a part played once
//  - k k                  |: k :|
//  - k k+1 k k+2          |: k |1 k+1 :|2 k+2 |
//  - l k k+1 k k+2        l |: k |1 k+1 :|2 k+2 |   l: a first upbeat that the repeat changes
//  - and after all of that, earlier parts once more without their repeats (da capo), each as k or
//  as
//    k k+2 (second ending).
// Every section of the written music stands in play_order, in this sense, first in written order.
Score fold(const Score& unfolded);

}  // namespace bach
