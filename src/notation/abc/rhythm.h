// Tuplets and broken rhythm (4.13 and 4.4 of the standard).
#pragma once

#include <cstddef>
#include <optional>

#include "notation/abc/cursor.h"
#include "notation/abc/length.h"
#include "notation/abc/voice.h"

namespace bach::abc {

inline constexpr std::size_t kMostTuplets = 4;  // within each other
inline constexpr int kMostBroken = 7;           // '>'s side by side

// "3", "3:2:4", "5::3" behind the '('. What is not said follows from p, for 5, 7 and 9 from the
// metre: 3 in compound time, else 2. Nothing for numbers outside 2 … 64.
std::optional<Tuplet> take_tuplet(Cursor& cursor, const std::optional<Metre>& metre);

// `sign` is '>' (the note before is longer) or '<'.
BrokenRhythm broken_rhythm(char sign, int times);

}  // namespace bach::abc
