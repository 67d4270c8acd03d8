// Carries what is in force (metre, key, tempo) from a stretch of one score to a place in another,
// so that the copy sounds and counts as the original did. Shared by fold and unfold.
#pragma once

#include "score/score.h"

namespace bach {

// A stretch [begin, end) of a source and how far later its copy stands.
struct Stretch {
  Tick begin = 0;
  Tick end = 0;
  Tick shift = 0;
};

// Appends the stretch of `from` to `to`, which has the same tracks and ticks per quarter and ends
// where the copy begins:
//  - the notes and markers with onset in [begin, end);
//  - what makes bars and metres there those of the original. Where the copy begins inside a bar and
//    bars are counted differently, a metre event at its first bar line puts them right;
//  - the keys and tempos in force. Where `from` knows no key yet the key of `to` stays in force.
// Events that change nothing are left out, but for the first of their kind. `to.end` becomes the
// end of the copy.
void carry(const Score& from, const Stretch& stretch, Score& to);

// A score with the title, ticks and tracks of `score` but no notes and no events.
Score empty_like(const Score& score);

}  // namespace bach
