// Which bars stand on which line of a piano roll.
#pragma once

#include <cstddef>
#include <vector>

#include "plot/pitch_axis.h"
#include "plot/roll.h"

namespace bach {

// A line of a piece: bars [first, last).
struct RollLine {
  std::size_t first = 0;
  std::size_t last = 0;
};

// Breaks a piece into lines of `bars_per_line` bars, or, when that is 0, of whole groups of four bars
// (or two, or one) as long as they do not exceed `quarters`; a bar longer than that stands alone.
std::vector<RollLine> break_lines(const RollPiece& piece, int bars_per_line, double quarters);

// The quarters of a line's bars.
double line_length(const RollPiece& piece, const RollLine& line);
// The quarters of the longest line of all pieces, each broken as above.
double longest_line(const Roll& roll, double quarters);

// Around a piece's notes within its bars.
PitchRange pitch_range(const RollPiece& piece);

}  // namespace bach
