// One sequence on its way through a network, to be copied wherever it stands.
#pragma once

#include <span>
#include <vector>

#include "lm/network_predictor.h"

namespace bach {

// Not thread-safe, but for copying: one object a thread.
class NetworkStream {
 public:
  // Begins a sequence. `network`: fresh, of one lane, whose state is carried; its weights are shared.
  explicit NetworkStream(const NetworkPredictor& network) : network_(network) {}
  // Stands where the other does and goes its own way. Costs a step; the weights are shared.
  NetworkStream(const NetworkStream& other);
  NetworkStream& operator=(const NetworkStream&) = delete;

  const NetworkConfig& config() const { return network_.config(); }

  // A step with these fields, [F].
  void advance(std::span<const int> fields);

  // What the LSTM carries after the last advance(), zeros before it: of each layer its output, then
  // its cell, [layers][2][H].
  std::vector<float> state() const { return network_.states(); }

  // The head's logits after the last advance(), [classes]; see NetworkPredictor::head().
  std::vector<float> head(int head, std::span<const int> fields);

 private:
  NetworkPredictor network_;
  std::vector<float> before_;  // the states before the last step
  std::vector<int> fields_;    // of the last step; none before the first
};

}  // namespace bach
