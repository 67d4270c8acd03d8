// The weights of a model that learned something before, to begin with.
#pragma once

#include <string>
#include <vector>

#include "app/train/preset.h"
#include "base/result.h"

namespace bach {

struct InitialWeights {
  std::vector<float> parameters;  // laid out as those of the training's network
  std::string digest;             // SHA-256 of them
};

// Those of the model file at `path`, whose vocabulary and network must be the training's; dropout may
// differ. kInvalidArgument, of "init", naming what differs; what load_any_model() refuses.
Result<InitialWeights> initial_weights(const std::string& path, const TrainingSetup& setup,
                                       std::vector<std::string>& warnings);

}  // namespace bach
