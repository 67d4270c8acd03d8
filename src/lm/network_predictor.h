// What follows in sequences, step by step, according to a model: the state is carried, so a step
// costs the same however long the past is.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "lm/forward_pass.h"
#include "lm/network_config.h"
#include "lm/network_weights.h"
#include "nn/engine/isa.h"

namespace bach {

// Lanes side by side, one sequence each, nothing dropped. A lane gives the same bits on every
// machine and instruction set, alone or among others, and those of training's evaluation. Not
// thread-safe: one object a thread.
class NetworkPredictor {
 public:
  // `config` must be valid and `parameters` laid out for it (lm/network_parameters.h); both are
  // copied. `isa` must be available (see isa_for_this_run()). lanes > 0. All begin with zero state.
  NetworkPredictor(const NetworkConfig& config, std::span<const float> parameters, int lanes,
                   engine::Isa isa);
  // Shares the weights and copies the states: head() needs an advance() first.
  NetworkPredictor(const NetworkPredictor& other);
  NetworkPredictor& operator=(const NetworkPredictor&) = delete;

  int lanes() const { return pass_.max_lanes(); }
  const NetworkConfig& config() const { return weights_->config(); }

  // Of a network of windows: reads n windows of T rows, [n][T], 1 <= n <= lanes, each from zero
  // state. Returns n times V logits of the row that follows, valid until the next call. Allocates
  // nothing.
  std::span<const float> after_windows(std::span<const int> rows);

  // The others are for networks that carry their state. The lane begins a new sequence.
  void reset(int lane);

  // Where all lanes stand, and back: what the last advance() left.
  std::vector<float> states() const { return carry_.states(); }
  void set_states(std::span<const float> states) { carry_.set_states(states); }

  // The same of one lane.
  std::vector<float> state(int lane) const { return carry_.lane(lane); }
  void set_state(int lane, std::span<const float> state) { carry_.set_lane(lane, state); }

  // One step of the first n lanes, 1 <= n <= lanes: feeds the input columns of `fields`, [n][F],
  // updates their states. The others stay where they are.
  void advance(std::span<const int> fields);

  // Logits of head `head` after the last advance(), [n][classes]. It sees its own columns of
  // `fields`, [n][F], in which the choices of earlier heads may have been filled in.
  void head(int head, std::span<const int> fields, std::span<float> logits);

 private:
  // Of the first `lanes` lanes.
  void copy_logits(std::size_t head, int lanes, float* out) const;

  std::shared_ptr<const NetworkWeights> weights_;
  ForwardPass pass_;
  CarriedState carry_;
  std::vector<std::uint8_t> begins_;  // [lanes], 0: reset() clears the state itself
  // Of windows.
  std::vector<int> rows_;      // of one step: [lanes]
  std::vector<float> logits_;  // [lanes][V]
};

}  // namespace bach
