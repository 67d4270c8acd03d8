// Numbers of slurs on one staff.
#pragma once

#include <vector>

#include "notation/page/sheet.h"

namespace bach::notation {

inline constexpr int kMostSlurs = 6;  // at once: more, old programs do not tell apart

// Gives the slurs of a staff numbers that no slur has between their ends, in the order in which
// MusicXML has the notes: measure by measure, there layer by layer. `music[measure]` are the layers.
// Slurs whose ends have no such order, and more than kMostSlurs, are left out. Before, `text` tells
// which start and stop belong together.
void number_slurs(std::vector<std::vector<Layer>>& music);

}  // namespace bach::notation
