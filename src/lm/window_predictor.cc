#include "lm/window_predictor.h"

namespace bach {

WindowPredictor::WindowPredictor(const Model& model)
    : config_(model.config), parameters_(model.parameters), network_(model.config) {
  network_.set_parameters(parameters_);
}

std::span<const float> WindowPredictor::logits(std::span<const int> rows) {
  return network_.forward(rows);
}

}  // namespace bach
