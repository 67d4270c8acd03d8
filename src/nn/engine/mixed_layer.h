// A linear layer of mixed inputs on the engine's kernels: y = b + Σ_j table[index_j] + Σ_p W_p x_p,
// for rows side by side. The table holds one-hot inputs' rows of the weights.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "nn/engine/arena.h"
#include "nn/engine/blocked.h"
#include "nn/engine/kernels.h"

namespace bach::engine {

// In PyTorch's weight (outputs, first + rows + second) the inputs stand in that order.
struct MixedShape {
  int first = 0;   // width of a dense input; 0: none
  int rows = 0;    // of the table; 0: none
  int second = 0;  // width of another dense input
  int outputs = 0;
  bool gates = false;  // an LSTM's: see PackedTensor; with two biases, as PyTorch has them
  bool bias = true;
};

// What comes in: matrices of `held` rows, [panels][held][16].
struct MixedInput {
  const float* first = nullptr;
  RowList list{nullptr, 0};  // of row 0; no_row() adds nothing
  const float* second = nullptr;
};

// Pieces of work on weights, side by side.
struct PieceRange {
  int first = 0;
  int count = 1;
};

// Work on the weights is cut into pieces of four panels: the gates of 16 units.
class MixedLayer {
 public:
  // Reserves room in `arena`.
  MixedLayer(const MixedShape& shape, Arena& arena);

  int panels() const { return panels_; }
  int pieces() const { return (panels_ + kPiecePanels - 1) / kPiecePanels; }
  // The row of the table that is zero and stays so.
  int no_row() const { return shape_.rows; }
  // The first number of the biases' padding, of `padding` classes that do not exist.
  // In `block`, an array of an arena.
  void forbid_padding(float* block) const;

  // Between PyTorch's tensors and `block`, an array of an arena. Null tensors are left out.
  void pack_all(const float* weight, const float* bias, const float* second_bias,
                float* block) const;
  void unpack_all(const float* block, float* weight, float* bias, float* second_bias) const;

  // y [panels][held][16] of the rows in range.
  void forward(const Kernels& kernels, const Arena& arena, RowRange rows, int held,
               const MixedInput& input, float* y) const;
  // The panels of some pieces alone.
  void forward_pieces(const Kernels& kernels, const Arena& arena, int piece, int pieces,
                      RowRange rows, int held, const MixedInput& input, float* y) const;

  // d_first or d_second from d_y; kKeep adds to what is there.
  void backward_first(const Kernels& kernels, const Arena& arena, RowRange rows, int held,
                      const float* d_y, Start start, float* d_first) const;
  void backward_second(const Kernels& kernels, const Arena& arena, RowRange rows, int held,
                       const float* d_y, Start start, float* d_second) const;

  // Whether y is but what row_sums() says: bias and rows of the table.
  bool sums_rows_only() const { return shape_.first == 0 && shape_.second == 0; }
  // What the rows in range of a piece start from.
  RowSums row_sums(const Arena& arena, int piece, RowRange rows, const MixedInput& input) const;

  // Gradients of pieces over the rows in range.
  void gradients(const Kernels& kernels, const Arena& arena, PieceRange pieces, RowRange rows,
                 int held, const MixedInput& input, const float* d_y) const;
  // Where the weights of pieces lie.
  void add_spans(PieceRange pieces, std::vector<ArenaSpan>& spans) const;

  // Brings what follows from the weights up to date: transposes and the sum of two biases.
  void derive(const Kernels& kernels, const Arena& arena, PieceRange pieces) const;

 private:
  static constexpr int kPiecePanels = 4;

  struct Dense {
    PackedTensor weight{};
    int panels = 0;              // of the input
    std::size_t transposed = 0;  // derived: [panels][16 · outputs' panels][16]
  };

  int first_panel(int piece) const { return piece * kPiecePanels; }
  int panels_in(PieceRange pieces) const;
  void forward_panels(const Kernels& kernels, const Arena& arena, int piece, int panels,
                      RowRange rows, int held, const MixedInput& input, float* y) const;
  // Calls visit(tensor) for each that there is.
  template <typename Visit>
  void for_each_tensor(Visit visit) const;
  void backward(const Kernels& kernels, const Arena& arena, RowRange rows, int held,
                const Dense& dense, const float* d_y, Start start, float* d_x) const;

  MixedShape shape_;
  int panels_;                  // of the outputs
  std::array<Dense, 2> dense_;  // first, second; of width 0 when there is none
  PackedTensor table_{};        // its last row is zero
  PackedTensor bias_{}, second_bias_{};
  std::size_t start_ = 0;  // derived: the sum of the biases, [panels][16]
};

}  // namespace bach::engine
