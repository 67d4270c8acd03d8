// Lengths as ABC writes them.
#pragma once

#include <string>

#include "notation/page/note_values.h"
#include "score/score.h"

namespace bach::abc {

// The unit length of what we write is L:1/16.
inline constexpr Tick kUnit = notation::kTicksPerQuarter / 4;

// The ABC length behind a note of `grids` × notation::kGrid: "", "2", "3/2", "/2".
std::string length_text(int grids);

}  // namespace bach::abc
