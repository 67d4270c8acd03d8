// Pitches as rows, upward: what pictures of notes share.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "plot/canvas.h"

namespace bach {

struct PitchRange {
  int lowest = 48;  // MIDI note numbers, both included
  int highest = 72;

  int count() const { return highest - lowest + 1; }
};
// The range of `pitches` with one to either side, within 0 … 127; at least an octave, so that a C
// is in it. Of no pitches at all, the octave around middle C.
PitchRange range_around(std::span<const int> pitches);

// What stands around the rows of a picture with a column a note: their names left of them, in points
// and, with the line after them, in characters; numbers of notes below.
inline constexpr double kPitchNamesWidth = 26;
inline constexpr std::size_t kPitchNamesColumns = 5;
inline constexpr double kNoteNumbersHeight = 30;

// Rows of equal height, the lowest pitch at the bottom.
struct PitchRows {
  PitchRange range;
  Rect area;

  double height() const { return area.height / range.count(); }
  double top(int pitch) const { return area.y + (range.highest - pitch) * height(); }
  double middle(int pitch) const { return top(pitch) + height() / 2; }
};

// Rows of black keys shaded, a line below each C, and the name of each C left of the rows ("C4" is
// middle C); where rows are high enough the letters of the other white keys, too.
void draw_pitch_rows(Canvas& canvas, const PitchRows& rows, const Theme& theme);

bool is_black_key(int pitch);
// "C4", "F♯3", "E♭3": the usual one of the names of a pitch.
std::string pitch_name(int pitch);

}  // namespace bach
