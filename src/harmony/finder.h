// Hears keys and chords.
#pragma once

#include "base/result.h"
#include "harmony/harmony.h"
#include "harmony/parameters.h"
#include "score/score.h"

namespace bach {

// Keys and chords of a score, folded (as it is written: what is meant) or as it sounds; of one line
// of notes as well as of many. Drums (channel 9) do not count. The same bits on every machine; any
// number of threads may call it.
// Errors: no metre, no notes or none but drums, less than a bar of music (kInvalidData); more of it than
// score/limits.h says (kLimit).
Result<HarmonyAnalysis> find_harmony(const Score& score);
// The same with parameters of one's own (harmony/estimate.h).
Result<HarmonyAnalysis> find_harmony(const Score& score, const FinderParameters& parameters);

}  // namespace bach
