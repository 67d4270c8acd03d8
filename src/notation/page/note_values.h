// Lengths as notation writes them.
#pragma once

#include <vector>

#include "score/score.h"

namespace bach::notation {

// Notation counts in 480 ticks per quarter.
inline constexpr int kTicksPerQuarter = 480;
// The shortest note outside tuplets is a 128th; a triplet stretches by 3/2, so that inside one it
// sounds two thirds of that.
inline constexpr Tick kGrid = kTicksPerQuarter / 32;
inline constexpr Tick kTupletGrid = kGrid * 2 / 3;

// A length of `grids` × kGrid (as written) as note lengths that need no further tie: powers of two,
// once or twice dotted, a breve at most. Longest first; their sum is `grids`.
std::vector<int> note_values(Tick grids);

// The same for what sounds `length` ticks from `offset` ticks after the bar line on, a multiple of
// `grid` (kGrid, or kTupletGrid in a triplet): what begins within a beat and is too odd for one
// note is cut at the end of that beat first.
std::vector<int> note_values(Tick offset, Tick length, Tick grid, Tick beat);

}  // namespace bach::notation
