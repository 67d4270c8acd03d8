// What a cello can sound at once.
#pragma once

#include <array>
#include <span>

#include "score/instruments.h"

namespace bach {

// C-G-D-A, MIDI note numbers.
inline constexpr std::array<int, 4> kCelloStrings = kCello.strings;

// Stopped notes of a chord lie at most so many semitones apart along the strings: a hand's reach
// between first and fourth finger, stretched. It holds for 99 % of what sounds together in the
// suites 1 to 4; the fifth has the A string tuned down, the sixth has a fifth string.
inline constexpr int kHandReach = 5;

// Whether `pitches` (in any order; the same pitch twice counts once) can sound together: each on a
// string of its own, neighbouring strings, the higher pitch on the higher string, no pitch below
// its open string, and the stopped ones within kHandReach. A single pitch needs only a string that
// is not above it; nothing at all is playable.
bool playable_together(std::span<const int> pitches);

}  // namespace bach
