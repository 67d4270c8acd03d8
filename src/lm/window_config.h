// The notebook's network: windows of rows in, a prediction of the row that follows.
//
//   rows [T] → LSTM, L layers, dropout between → its last output [H] → linear [D] → dropout
//   → linear → logits [V]
#pragma once

#include "base/result.h"
#include "lm/network_config.h"

namespace bach {

inline constexpr int kLongestWindow = 4096;

// The defaults are the notebook's. There is no activation between the two linear layers.
struct WindowConfig {
  int vocabulary = 79;   // V: kinds of input row, and of prediction
  int window = 20;       // T: rows a prediction sees
  int layers = 1;        // L: LSTM layers
  int hidden = 256;      // H: units of each LSTM layer
  int dense = 256;       // D: units of the first linear layer
  double dropout = 0.3;  // probability of dropping a unit in training, 0 <= dropout < 1

  bool operator==(const WindowConfig&) const = default;
};

// Whether every number is in range: 1 … 4096 each, a vocabulary of 2 at least, layers at most 8,
// dropout below 1. The message names the number and its range.
Status validate(const WindowConfig& config);

// The network as one over sequences.
NetworkConfig window_network(const WindowConfig& config);

// Back again. `config` must have one head and a window.
WindowConfig window_config(const NetworkConfig& config);

}  // namespace bach
