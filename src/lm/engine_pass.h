// One batch of windows on its way forward through the fast engine.
#pragma once

#include <span>
#include <vector>

#include "lm/config.h"
#include "lm/engine_weights.h"
#include "nn/engine/blocked.h"
#include "nn/engine/lstm_layer.h"

namespace bach {

// Dropout's factors in the engine's layout. P, Q: panels of the hidden and the dense units.
struct EngineMasks {
  EngineMasks(const ModelConfig& config, int rows);

  std::vector<engine::AlignedFloats> between;  // for each layer but the last: [T][P][B][16]
  engine::AlignedFloats head;                  // [Q][B][16]
};

// The buffers of a batch of at most B windows, and the pass that fills them. Ranges of rows are
// independent: threads may run forward() at once on different ones.
class EnginePass {
 public:
  EnginePass(const ModelConfig& config, int rows);

  // rows: [n][T] row indices, n <= B.
  void set_rows(std::span<const int> rows);

  // Null masks drop nothing. Leaves logits for the rows in range.
  void forward(const EngineWeights& weights, const EngineMasks* masks, engine::RowRange range);

  int rows() const { return rows_; }  // B
  std::span<const engine::LstmTrace> traces() const { return traces_; }
  // What layer l sees.
  engine::LstmInput input(std::size_t l, bool masked) const;
  float* dense() const { return dense_.data(); }    // [Q][B][16], after dropout
  float* logits() const { return logits_.data(); }  // [panels of V][B][16]
  // The top layer's last output, [P][B][16].
  float* last_hidden() const { return traces_.back().hidden_at(window_); }

 private:
  int rows_;
  int window_;
  std::vector<int> index_;  // [T][B]
  std::vector<engine::LstmTrace> traces_;
  std::vector<engine::AlignedFloats> masked_;  // for each layer but the last, [T][P][B][16]
  engine::AlignedFloats dense_, logits_;
};

}  // namespace bach
