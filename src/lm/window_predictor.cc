#include "lm/window_predictor.h"

#include <cstddef>

namespace bach {

WindowPredictor::WindowPredictor(const Model& model, engine::Isa isa, int most_windows)
    : config_(model.config),
      weights_(model.config, isa, false),
      pass_(model.config, most_windows),
      logits_(static_cast<std::size_t>(most_windows) *
              static_cast<std::size_t>(model.config.vocabulary)) {
  weights_.set_parameters(model.parameters);
}

std::span<const float> WindowPredictor::logits(std::span<const int> rows) {
  const int count = static_cast<int>(rows.size()) / config_.window;
  pass_.set_rows(rows);
  pass_.forward(weights_, nullptr, {0, count});
  float* out = logits_.data();
  for (int b = 0; b < count; ++b) {
    for (int v = 0; v < config_.vocabulary; ++v) {
      *out++ = pass_.logits()[engine::blocked_size(pass_.rows(), v / engine::kLanes) +
                              static_cast<std::size_t>(b * engine::kLanes + v % engine::kLanes)];
    }
  }
  return {logits_.data(), out};
}

}  // namespace bach
