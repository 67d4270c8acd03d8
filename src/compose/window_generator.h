// Music note by note from a model of windows: each note is chosen given the 20 before it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "compose/sampling.h"
#include "lm/window_predictor.h"

namespace bach {

struct GenerationPlan {
  int notes = 200;           // how many new ones, at least 1
  SamplingOptions sampling;  // in range
  std::uint64_t seed = 42;   // decides every draw (Purpose::kSample, note, output)
  std::uint32_t output = 0;  // which of several pieces from one seed
};

// Continues `window` (predictor.window() rows of its vocabulary) by plan.notes rows. The network
// sees the chosen notes themselves, not its own probabilities, and drops nothing.
// Errors: kCancelled.
Result<std::vector<int>> continue_window(WindowPredictor& predictor, std::span<const int> window,
                                         const GenerationPlan& plan,
                                         const ProgressCallback& progress,
                                         const Cancellation& cancellation);

}  // namespace bach
