// Slurs for the bow, by a rule.
#pragma once

#include "notation/marks.h"
#include "score/score.h"

namespace bach {

// Slurs for a written score, voice by voice: notes that follow one another without a rest within one
// beat, each shorter than the beat, alone in its voice and a second (one or two semitones) from the
// one before it, are drawn in one bow: two at least. A leap, a repeated note, a chord and a beat
// begin a new bow. In 2/2 and 4/2 the beat is a quarter.
Marks bowing_of(const Score& written);

}  // namespace bach
