#include "lm/sequence_predictor.h"

#include <cstddef>

namespace bach {

SequencePredictor::SequencePredictor(const SequenceConfig& config,
                                     std::span<const float> parameters, int lanes, engine::Isa isa)
    : weights_(config, isa, false),
      pass_(weights_, lanes, 1, false),
      carry_(config, lanes),
      begins_(static_cast<std::size_t>(lanes)) {
  weights_.set_parameters(parameters);
}

void SequencePredictor::reset(int lane) { carry_.clear_lane(lane); }

void SequencePredictor::advance(std::span<const int> fields) {
  const engine::RowRange all{0, lanes()};
  pass_.load(lanes(), 1, fields, begins_, carry_);
  pass_.embed(all, false);
  for (std::size_t l = 0; l < weights_.lstm().size(); ++l) {
    pass_.project(l, all);
    pass_.recur(l, all, false);
  }
  pass_.store(carry_);
}

void SequencePredictor::head(int head, std::span<const int> fields, std::span<float> logits) {
  const auto k = static_cast<std::size_t>(head);
  pass_.run_head(k, {0, lanes()}, fields.data(), false);
  const int classes = config().heads[k].classes;
  float* out = logits.data();
  for (int lane = 0; lane < lanes(); ++lane) {
    const float* row = pass_.head(k).logits.data() + std::ptrdiff_t{lane} * engine::kLanes;
    for (int c = 0; c < classes; ++c) {
      *out++ = row[engine::blocked_size(pass_.held(), c / engine::kLanes) +
                   static_cast<std::size_t>(c % engine::kLanes)];
    }
  }
}

}  // namespace bach
