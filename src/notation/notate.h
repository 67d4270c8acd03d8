// Any music as it would be written down.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "score/limits.h"
#include "score/score.h"

namespace bach {

struct Notated {
  Score score;  // folded, 480 ticks per quarter; every writer of notation takes it
  // What was guessed, moved or left out, one line each, for people. Empty for music that was
  // written to begin with.
  std::vector<std::string> remarks;
};

// What of a piece may be written: more is not music but a mistake.
inline constexpr int kMostWrittenBars = kMostHeardBars;
inline constexpr std::size_t kMostWrittenNotes = 200'000;  // and markers
inline constexpr std::size_t kMostWrittenSigns =
    250'000;  // notes and rests, tied ones counted each
inline constexpr std::size_t kMostWrittenTracks = 1000;

// The written form of a score, from whatever source. A folded one that can be written as it is keeps
// its sections and notes; any other:
//  - drums (channel 9, counted from 0) are left out;
//  - times are put onto the grid of notation (notation/quantise.h), as little as will do;
//  - keys: those of the score, with the mode the notes tell. A score that names no key, or C major
//    at its beginning alone, gets the one the notes tell; pairs of dances (AABBCCDDAB) one for
//    each. With `keys_known` its keys stand as they are;
//  - repeats are folded (score/fold.h), the last bar is filled.
// Errors: kInvalidData without notes, kLimit for more than the above, or more notes at once or in a
// row than a reader could tell apart.
Result<Notated> notate(const Score& score, bool keys_known = false);

}  // namespace bach
