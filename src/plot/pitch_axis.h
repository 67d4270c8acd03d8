// Pitches as rows, upward: what pictures of notes share.
#pragma once

#include <string>

#include "plot/canvas.h"

namespace bach {

// Rows of equal height, the lowest pitch at the bottom.
struct PitchRows {
  int lowest = 36;   // MIDI note numbers, both included
  int highest = 84;  // >= lowest
  Rect area;

  int count() const { return highest - lowest + 1; }
  double height() const { return area.height / count(); }
  double top(int pitch) const { return area.y + (highest - pitch) * height(); }
  double middle(int pitch) const { return top(pitch) + height() / 2; }
};

// Rows of black keys shaded, a line below each C, and the name of each C left of the rows ("C4" is
// middle C).
void draw_pitch_rows(Canvas& canvas, const PitchRows& rows, const Theme& theme);

bool is_black_key(int pitch);
// "C4", "F♯3", "E♭3": the usual one of the names of a pitch.
std::string pitch_name(int pitch);

}  // namespace bach
