// What the finder knows, learnt from music without labels.
#pragma once

#include <span>

#include "base/result.h"
#include "harmony/parameters.h"
#include "score/score.h"

namespace bach {

struct EstimateOptions {
  int passes = 2;  // ≥ 1
};

// Viterbi training: the textbook's parameters hear all scores, the best paths are counted, the counts
// are added to the textbook's (which stand for a fixed number of observations), the sums are the
// parameters that hear next; `passes` times. The same bits on every machine.
// Errors: kInvalidArgument without scores or passes; kInvalidData for a score that find_harmony()
// would refuse, with its title.
Result<FinderParameters> estimate_finder(std::span<const Score> scores,
                                         const EstimateOptions& options = {});

// One pass: what `parameters` hear, counted and added to the textbook's.
Result<FinderParameters> reestimated(const FinderParameters& parameters,
                                     std::span<const Score> scores);

}  // namespace bach
