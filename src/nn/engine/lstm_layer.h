// One LSTM layer on the engine's kernels; the equations stand in nn/lstm.h.
//
// Rows (sequences) do not depend on each other: forward and backward take a range of them, over all
// time, so that threads share a batch without meeting. Gradients of the weights are taken by blocks
// of 16 units, over all rows.
#pragma once

#include <cstddef>

#include "nn/engine/arena.h"
#include "nn/engine/blocked.h"
#include "nn/engine/kernels.h"

namespace bach::engine {

struct RowRange {
  int first = 0;
  int count = 0;
};

// What comes into a layer at each step: indices of rows of the input weights, which are summed, or
// the output of the layer below.
struct LstmInput {
  RowList list{};            // of step 0, row 0
  std::ptrdiff_t list_step;  // indices from step to step
  const float* dense;        // [steps] of [units / 16][rows][16]; null: `list` counts
};

// What forward leaves for backward, of `rows` sequences. P = panels of the hidden units.
struct LstmTrace {
  LstmTrace(int steps_held, int rows_held, int panels_held);

  int steps, rows, panels;
  std::size_t step;         // floats of one step of all but the gates: P · rows · 16
  AlignedFloats gates;      // [steps][P][4][rows][16]; backward leaves their gradients here
  AlignedFloats cell;       // [steps + 1][P][rows][16]; the first is the state carried in: zero
  AlignedFloats cell_tanh;  // [steps][P][rows][16]
  AlignedFloats hidden;     // [steps + 1][P][rows][16]; likewise

  float* gates_at(int t) const { return gates.data() + static_cast<std::size_t>(t) * step * 4; }
  float* cell_at(int t) const { return cell.data() + static_cast<std::size_t>(t) * step; }
  float* cell_tanh_at(int t) const { return cell_tanh.data() + static_cast<std::size_t>(t) * step; }
  float* hidden_at(int t) const { return hidden.data() + static_cast<std::size_t>(t) * step; }
  // The hidden states that steps 0 … steps − 1 end with.
  float* outputs() const { return hidden_at(1); }
};

// Gradients of a layer's outputs on their way back.
struct LstmGradients {
  float* d_hidden;      // of the last step: [P][rows][16]; spoiled
  std::ptrdiff_t step;  // floats from step to step; 0: the loss sees the last step alone
  float* d_cell;        // [P][rows][16], scratch
};

class LstmLayer {
 public:
  // Reserves room in `arena`. `from_rows`: inputs are rows of a table, else outputs of a layer of
  // `inputs` units.
  LstmLayer(int inputs, int units, bool from_rows, Arena& arena);

  const PackedTensor& weight_ih() const { return weight_ih_; }
  const PackedTensor& weight_hh() const { return weight_hh_; }
  const PackedTensor& bias_ih() const { return bias_ih_; }
  const PackedTensor& bias_hh() const { return bias_hh_; }
  int panels() const { return panels_; }

  // Steps 0 … trace.steps − 1 of the rows in range.
  void forward(const Kernels& kernels, const Arena& arena, const LstmInput& input, RowRange rows,
               const LstmTrace& trace) const;

  // Turns trace.gates into the gradients of the sums before activation.
  void backward(const Kernels& kernels, const Arena& arena, RowRange rows, const LstmTrace& trace,
                const LstmGradients& gradients) const;

  // d_input[t] = gradient of the dense input, [steps] of [inputs / 16][rows][16]. After backward().
  void backward_input(const Kernels& kernels, const Arena& arena, RowRange rows,
                      const LstmTrace& trace, float* d_input) const;

  // Gradients of all weights that make 16 units, block in 0 … panels() − 1. After backward().
  void weight_gradients(const Kernels& kernels, const Arena& arena, const LstmInput& input,
                        int block, const LstmTrace& trace) const;

  // One step of Adam on the weights of that block, then what follows from them.
  void update(const Kernels& kernels, const AdamStep& step, const Arena& arena, int block) const;

  // Brings what follows from the weights up to date: their transposes and the sum of the biases.
  void derive(const Arena& arena, int block) const;

 private:
  bool from_rows_;
  int panels_;        // P of the layer
  int input_panels_;  // of a dense input
  PackedTensor weight_ih_, weight_hh_, bias_ih_, bias_hh_;
  std::size_t bias_ = 0;         // derived: [4P][16]
  std::size_t weight_hh_t_ = 0;  // derived: [P][64P][16]
  std::size_t weight_ih_t_ = 0;  // derived: [input panels][64P][16]; dense inputs only
};

}  // namespace bach::engine
