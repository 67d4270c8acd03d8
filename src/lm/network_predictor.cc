#include "lm/network_predictor.h"

#include <cstddef>

#include "lm/index.h"

namespace bach {
namespace {

std::shared_ptr<const NetworkWeights> weights_of(const NetworkConfig& config,
                                                 std::span<const float> parameters,
                                                 engine::Isa isa) {
  const auto weights = std::make_shared<NetworkWeights>(config, engine::host_kernels(isa), false);
  weights->set_parameters(parameters);
  return weights;
}

}  // namespace

NetworkPredictor::NetworkPredictor(const NetworkConfig& config, std::span<const float> parameters,
                                   int lanes, engine::Isa isa)
    : weights_(weights_of(config, parameters, isa)),
      pass_(*weights_, lanes, 1, false),
      carry_(config, lanes),
      begins_(at(lanes)) {
  if (config.window == 0) return;
  rows_.resize(at(lanes));
  logits_.resize(at(lanes) * at(config.heads[0].classes));
}

NetworkPredictor::NetworkPredictor(const NetworkPredictor& other)
    : weights_(other.weights_),
      pass_(*weights_, other.lanes(), 1, false),
      carry_(config(), other.lanes()),
      begins_(other.begins_),
      rows_(other.rows_),
      logits_(other.logits_) {
  carry_.set_states(other.states());
}

std::span<const float> NetworkPredictor::after_windows(std::span<const int> rows) {
  const int steps = config().window, count = static_cast<int>(rows.size()) / steps;
  const std::span<int> now = std::span(rows_).first(at(count));
  for (int t = 0; t < steps; ++t) {
    for (int lane = 0; lane < count; ++lane) now[at(lane)] = rows[at(lane * steps + t)];
    if (t == 0) {
      pass_.load(count, 1, now, {}, carry_, false);
    } else {
      pass_.load_next(now);
    }
    pass_.read({0, count});
  }
  pass_.run_head(0, {0, count}, pass_.fields());
  copy_logits(0, count, logits_.data());
  return std::span(logits_).first(at(count) * at(config().heads[0].classes));
}

void NetworkPredictor::reset(int lane) { carry_.clear_lane(lane); }

void NetworkPredictor::advance(std::span<const int> fields) {
  const int count = static_cast<int>(fields.size() / config().fields.size());
  pass_.load(count, 1, fields, std::span(begins_).first(at(count)), carry_, false);
  pass_.read({0, count});
  pass_.store(carry_);
}

void NetworkPredictor::head(int head, std::span<const int> fields, std::span<float> logits) {
  const auto k = static_cast<std::size_t>(head);
  pass_.run_head(k, {0, pass_.lanes()}, {fields.data(), fields.data()});
  copy_logits(k, pass_.lanes(), logits.data());
}

void NetworkPredictor::copy_logits(std::size_t head, int lanes, float* out) const {
  const int classes = config().heads[head].classes;
  for (int lane = 0; lane < lanes; ++lane) {
    const float* row = pass_.head(head).logits.data() + std::ptrdiff_t{lane} * engine::kLanes;
    for (int c = 0; c < classes; ++c) {
      *out++ = row[engine::blocked_size(pass_.held(), c / engine::kLanes) + at(c % engine::kLanes)];
    }
  }
}

}  // namespace bach
