// Lengths as ABC writes them. Shared by writer and reader.
#pragma once

#include <string>
#include <vector>

#include "score/score.h"

namespace bach::abc {

// The texts count in 480 ticks a quarter; the unit length is L:1/16.
inline constexpr int kTicksPerQuarter = 480;
inline constexpr Tick kUnit = kTicksPerQuarter / 4;
// The shortest note outside tuplets is an eighth of the unit, a 128th note; (3:2 stretches by 3/2,
// so that inside a tuplet it sounds two thirds of that.
inline constexpr Tick kGrid = kUnit / 8;
inline constexpr Tick kTupletGrid = kGrid * 2 / 3;

// A length of `grids` × kGrid (as written) as note lengths that need no further tie: powers of two,
// once or twice dotted. Longest first; their sum is `grids`.
std::vector<int> note_values(Tick grids);

// The ABC length behind a note: "", "2", "3/2", "/2".
std::string length_text(int grids);

}  // namespace bach::abc
