// What the loop says of a training that diverges.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "train/good_weights.h"
#include "train/snapshot.h"

namespace bach {

inline constexpr char kWeightsAreNoNumbers[] = "the weights are no longer numbers";

// "training diverged at step 57: WRONG; ADVICE" (kInvalidData).
inline Error divergence(std::uint64_t step, const std::string& wrong) {
  return {ErrorCode::kInvalidData,
          "training diverged at step " + std::to_string(step) + ": " + wrong +
              "; try a lower learning rate, another seed, or a gradient norm clipped to 1 or less",
          {}};
}

// Tells a listener (it may be empty) of the best weights on held-out music or else the last good
// ones, if there are any.
inline void tell_diverged(const std::function<void(const DivergedReport&)>& listener,
                          const TrainingSnapshot& at, const GoodWeights& good) {
  if (!listener) return;
  if (!at.best_parameters.empty()) {
    listener({at.steps, at.best_parameters, at.best_step});
  } else if (!good.weights().empty()) {
    listener({at.steps, good.weights(), good.step()});
  }
}

}  // namespace bach
