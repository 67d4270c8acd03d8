// What a network looks like: everything that decides the shapes of its tensors and how it is run.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace bach {

enum class ModelKind : std::uint8_t {
  kWindows,    // fixed windows in, one prediction for the row that follows
  kSequences,  // whole sequences, state carried: lm/sequence_config.h
};

// The defaults are the notebook's network: LSTM → linear → dropout → linear → softmax, without an
// activation between the two linear layers.
struct ModelConfig {
  ModelKind kind = ModelKind::kWindows;
  int vocabulary = 79;   // V: kinds of input row, and of prediction
  int window = 20;       // T: rows a prediction sees
  int layers = 1;        // L: LSTM layers, dropout between them
  int hidden = 256;      // H: units of each LSTM layer
  int dense = 256;       // D: units of the first linear layer
  double dropout = 0.3;  // probability of dropping a unit in training, 0 <= dropout < 1

  bool operator==(const ModelConfig&) const = default;
};

// "windows", "sequences"
std::string kind_name(ModelKind kind);

// Whether every number is in range: 1 … 4096 each, layers at most 8, dropout below 1. The message
// names the number and its range.
Status validate(const ModelConfig& config);

}  // namespace bach
