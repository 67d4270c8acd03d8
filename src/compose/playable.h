// What one player can sound at once.
#pragma once

#include <span>

#include "score/instruments.h"

namespace bach {

// Most notes of a chord, on whatever instrument.
inline constexpr int kChordNotes = 4;

// Whether `pitches` (in any order; the same pitch twice counts once) can sound together on
// `instrument`; nothing at all can. kChordNotes different ones at most.
//  - Strings: each pitch on a string of its own and not below it, the higher pitch on the higher
//    string, bowed ones side by side, the stopped ones within `reach` along the strings. Of four
//    bowed notes a hand must hold all while the bow breaks the chord: with a semitone less of reach
//    and three fingers, of which one may stop two strings side by side; where no string is open that
//    is the first, not above the fifth semitone. So are 44 of the 46 four-note chords of the suites
//    1 to 4.
//  - Mallets: the lower one or two in one hand, the others in the other, each hand within `reach`.
//  - Winds: one.
bool playable_together(const Instrument& instrument, std::span<const int> pitches);

}  // namespace bach
