// Melodies row by row from a model of pitches alone, of windows or of whole pieces.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "compose/sampling.h"
#include "lm/network_predictor.h"

namespace bach {

struct MelodyPlan {
  int notes = 200;           // how many new ones, at least 1
  SamplingOptions sampling;  // in range
  std::uint64_t seed = 42;   // decides every draw (Purpose::kSample, note, output)
  std::uint32_t output = 0;  // of the first lane, which of several pieces from one seed
  int forbidden = -1;        // a row that is never chosen; −1: none
};

// One melody on each lane of the predictor, whose lanes are fresh: lane l is output plan.output + l
// and the same whatever lanes stand beside it. It continues beginnings[l], rows of the model's
// vocabulary, by plan.notes rows. Beginnings are equally long: at least a row, of a network of
// windows at least a window. The network has one field and one head, of the same rows; it sees the
// chosen rows themselves, not its own probabilities, and drops nothing. Errors: kCancelled.
Result<std::vector<std::vector<int>>> continue_melodies(
    NetworkPredictor& predictor, std::span<const std::vector<int>> beginnings,
    const MelodyPlan& plan, const ProgressCallback& progress, const Cancellation& cancellation);

}  // namespace bach
