// The names of the two dances of a pair.
#pragma once

#include "score/score.h"

namespace bach {

// A folded score whose title ends in "Menuet I and II" (or "I & II") and whose form is a pair with
// da capo (AABBCCDDAB) gets the markers "Menuet I" and "Menuet II" where these begin; notation
// writes them as words. Any other score, and one with a marker at either place, stays as it is.
void name_dances(Score& folded);

}  // namespace bach
