// A linear layer on the engine's kernels: y = x·Wᵀ + b, for rows side by side.
#pragma once

#include <cstddef>

#include "nn/engine/arena.h"
#include "nn/engine/kernels.h"
#include "nn/engine/lstm_layer.h"

namespace bach::engine {

class DenseLayer {
 public:
  // Reserves room in `arena`.
  DenseLayer(int inputs, int outputs, Arena& arena);

  const PackedTensor& weight() const { return weight_; }
  const PackedTensor& bias() const { return bias_; }
  int input_panels() const { return input_panels_; }
  int panels() const { return weight_.panels(); }
  // Groups of outputs that weight_gradients() and update() take.
  int pieces() const { return (panels() + kPiecePanels - 1) / kPiecePanels; }

  // Matrices of `held` rows: x [input panels][held][16], y [panels][held][16].
  void forward(const Kernels& kernels, const Arena& arena, RowRange rows, int held, const float* x,
               float* y) const;
  void backward_input(const Kernels& kernels, const Arena& arena, RowRange rows, int held,
                      const float* d_y, float* d_x) const;
  void weight_gradients(const Kernels& kernels, const Arena& arena, int piece, int held,
                        const float* x, const float* d_y) const;

  // One step of Adam on the weights of a piece, then what follows from them.
  void update(const Kernels& kernels, const AdamStep& step, const Arena& arena, int piece) const;

  // Brings the transposed weights up to date.
  void derive(const Arena& arena, int piece) const;

 private:
  static constexpr int kPiecePanels = 4;

  int first_panel(int piece) const { return piece * kPiecePanels; }
  int panels_in(int piece) const;

  int input_panels_;
  PackedTensor weight_, bias_;
  std::size_t weight_t_ = 0;  // derived: [input panels][16 · panels][16]
};

}  // namespace bach::engine
