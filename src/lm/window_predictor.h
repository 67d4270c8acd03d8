// What follows a window, according to a model.
#pragma once

#include <span>
#include <vector>

#include "lm/engine_pass.h"
#include "lm/engine_weights.h"
#include "lm/model.h"
#include "nn/engine/isa.h"

namespace bach {

// A model made ready to predict, dropout off. The same model and window give the same logits on
// every machine and instruction set, alone or among others. Not thread-safe: one object a thread.
class WindowPredictor {
 public:
  // `model` must be valid, as decode_model() returns it; its weights are copied. `isa` must be
  // available (see isa_for_this_run()). logits() will take up to `most_windows` at once.
  WindowPredictor(const Model& model, engine::Isa isa, int most_windows = 1);

  int window() const { return config_.window; }          // T
  int vocabulary() const { return config_.vocabulary; }  // V

  // `rows` are n windows of T indices in 0 … V−1, 1 <= n <= most_windows. Returns n times V logits,
  // valid until the next call. Allocates nothing.
  std::span<const float> logits(std::span<const int> rows);

 private:
  ModelConfig config_;
  EngineWeights weights_;
  EnginePass pass_;
  std::vector<float> logits_;  // [most_windows][V]
};

}  // namespace bach
