// Lengths as ABC writes them.
#pragma once

#include <optional>
#include <string>

#include "notation/abc/cursor.h"
#include "notation/page/note_values.h"
#include "score/score.h"

namespace bach::abc {

// The unit length of what we write is L:1/16.
inline constexpr Tick kUnit = notation::kTicksPerQuarter / 4;

// The ABC length behind a note of `grids` × notation::kGrid: "", "2", "3/2", "/2".
std::string length_text(int grids);

// Ticks of a quarter while a tune is read: 2^10 · 3^4 · 5^2 · 7 · 11 · 13, so that all lengths that
// people write are whole numbers, tuplets of up to 16 notes, too.
inline constexpr Tick kFineQuarter = Tick{1024} * 81 * 25 * 7 * 11 * 13;
// Of a piece, and so of any length in it.
inline constexpr Tick kLongestTune = 1'000'000 * kFineQuarter;

// top / bottom of the unit length.
struct Length {
  Tick top = 1;
  Tick bottom = 1;
};

// "", "3", "3/2", "/2", "/", "//" (4.2 of the standard).
Length read_length(Cursor& cursor);

struct Duration {
  Tick ticks = 0;
  bool exact = true;  // else rounded
};

// `ticks` (0 … kLongestTune) × top / bottom; nothing when that is more than kLongestTune.
std::optional<Duration> scaled(Tick ticks, const Length& by);

}  // namespace bach::abc
