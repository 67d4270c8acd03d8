// What follows a window, according to a model.
#pragma once

#include <span>
#include <vector>

#include "lm/model.h"
#include "lm/window_network.h"

namespace bach {

// A model made ready to predict, dropout off. The same model and window give the same logits on
// every machine. Not thread-safe: one object a thread.
class WindowPredictor {
 public:
  // `model` must be valid, as decode_model() returns it; its weights are copied.
  explicit WindowPredictor(const Model& model);

  int window() const { return config_.window; }          // T
  int vocabulary() const { return config_.vocabulary; }  // V

  // `rows` are T indices in 0 … V−1. Returns V logits, valid until the next call.
  std::span<const float> logits(std::span<const int> rows);

 private:
  ModelConfig config_;
  std::vector<float> parameters_;
  WindowNetwork<float> network_;
};

}  // namespace bach
