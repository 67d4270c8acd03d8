// What tells pieces apart, and what tells that they are alike.
#pragma once

#include <vector>

#include "packed/piece.h"
#include "score/score.h"

namespace bach {

struct Fingerprint {
  ContentHash hash;
  ContentSketch sketch{};
};

// Both look at onsets, in 48ths of a quarter from the first one on, and at pitches above the lowest
// one, of all tracks together: they stay as they are in another key, at another tempo, with other
// dynamics, durations, instruments and tracks in another order. The sketch has the smallest hashes
// of runs of four notes (a run is intervals and distances), by a part of the hash; where two
// pieces share so many of their runs, so many of its values are equal.
Fingerprint fingerprint_of(const Score& score);

// Values equal in both, 0 … kSketchValues.
int equal_values(const ContentSketch& a, const ContentSketch& b);
// From here on two pieces resemble each other: five in eight.
inline constexpr int kResemblance = 20;

}  // namespace bach
