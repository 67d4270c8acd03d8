// The written form of a score as it sounds.
#pragma once

#include "score/score.h"

namespace bach {

// Plays the sections of `folded` in play_order, one after the other from sections.front().begin on.
// A score without play_order comes back as it is. Each statement of a section has its notes and
// markers; where a statement begins under another metre, tempo or key than the one before it ended
// with, its own is set again, and where bar lines would stand elsewhere than written, a metre event
// at the first written bar line puts them right. `end` is where the last statement ends.
// Indices in play_order outside `sections` are passed over, tracks of which nothing is played left
// out.
Score unfold(const Score& folded);

}  // namespace bach
