// A simple performance of a score: what a player does that is not written.
#pragma once

#include <cstdint>

#include "score/score.h"

namespace bach {

// The unfolded score as it might be played; the notes are the same, in the same order.
//  - Strong beats are a little louder, notes off the beat softer, each note by a little chance;
//    four bars make a phrase that swells and fades.
//  - The tempo gives way by a few hundredths at the end of a phrase, more before a note that is
//    held to the end of its bar as at a cadence, most at the very end, whose last notes are longer.
//  - Notes are held for 95 hundredths of their length, so that the bow can change.
// One seed, one performance. What is longer than a million beats stays as it is written.
Score performed(const Score& score, std::uint64_t seed);

}  // namespace bach
