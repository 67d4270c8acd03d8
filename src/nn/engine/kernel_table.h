// The engine's inner loops, one table for each instruction set. All tables compute the same bits:
// each output adds up its terms one by one in a fixed order with fused multiply-adds, vectors run
// across outputs, and every other sum has 16 lanes and one fixed tree.
//
// Matrices are blocked (see blocked.h). A "stride" counts floats. Kernels work on the rows they are
// told, so the caller may hand different rows to different threads; no result depends on how rows
// or panels are grouped. Pointers to panels are 64-byte aligned. Outputs must not overlap inputs
// unless said so.
#pragma once

#include <cstddef>
#include <cstdint>

#include "nn/activation.h"
#include "nn/engine/isa.h"

namespace bach::engine {

// A few rows of a table for each row of a batch, found by index.
struct RowList {
  const int* index;  // [rows][per_row], each in the table
  int per_row;       // 0: none
};

// What each row of a product starts from: bias + Σ_j table[index[r][j]], j ascending.
struct RowSums {
  const float* bias;   // [panels][16]
  const float* table;  // [panels][·][16]
  std::ptrdiff_t table_panel;
  RowList list;
};

enum class Start {
  kZero,
  kKeep,     // what c holds
  kRowSums,  // RowSums
};

// What is known of 16 × 16 numbers: all are multiples of `unit`, a power of two, and those that are
// not 0 are from `least` to `most` in size. A unit of 0: nothing is known.
struct BlockFacts {
  float unit = 0;
  float least = 0;
  float most = 0;
};

// c[r][n] = start + Σ_k a[r][k] · b[k][n], k ascending.
struct Product {
  const float* a;  // [k_blocks][·][16]
  std::ptrdiff_t a_block;
  const float* b;  // [panels][16 · k_blocks][16]
  std::ptrdiff_t b_panel;
  float* c;  // [panels][·][16]
  std::ptrdiff_t c_panel;
  int rows;
  int k_blocks;  // may be 0: a and b, which must not be null, are not read then
  int panels;
  Start start;
  RowSums sums;  // for kRowSums
  // Of b, [panels][b_panel / 256], or null. Changes speed alone, and that only where `wants_facts`.
  const BlockFacts* facts = nullptr;
};

// c[k][n] = Σ_r a[r][k] · d[r][n], r ascending.
struct OuterProduct {
  const float* a;  // [k_blocks][·][16]
  std::ptrdiff_t a_block;
  const float* d;  // [panels][·][16]
  std::ptrdiff_t d_panel;
  float* c;  // [panels][16 · k_blocks][16]
  std::ptrdiff_t c_panel;
  int rows;  // at least 1
  int k_blocks;
  int panels;
};

// table[index[r][j]] += d[r], in the order of r, j. `table` starts from zero.
struct Scatter {
  const float* d;  // [panels][·][16]
  std::ptrdiff_t d_panel;
  RowList list;
  float* table;                // [panels][·][16]
  std::ptrdiff_t table_panel;  // 16 · rows of the table
  int rows;
  int panels;
};

// sums[n] = Σ_r d[r][n], r ascending.
struct ColumnSums {
  const float* d;  // [panels][·][16]
  std::ptrdiff_t d_panel;
  float* sums;  // [panels][16]
  int rows;
  int panels;
};

// One step of 16 LSTM units; the equations stand in nn/engine/lstm_layer.h.
struct CellForward {
  float* gates;  // in: sums before activation, out: i, f, g, o; [4][·][16]
  std::ptrdiff_t gate;
  const float* cell_before;  // [·][16]
  float* cell;               // [·][16]; may be cell_before
  float* cell_tanh;          // [·][16]
  float* hidden;             // [·][16]
  int rows;
};

struct CellBackward {
  float* gates;  // in: i, f, g, o; out: gradients of the sums before activation; [4][·][16]
  std::ptrdiff_t gate;
  const float* cell_before;  // [·][16]
  const float* cell_tanh;    // [·][16]
  const float* d_hidden;     // [·][16]
  float* d_cell;             // [·][16]; in: of c_t through later steps, out: of c_{t−1}
  int rows;
};

// Per row the pieces of −ln softmax(logits)[target]: the largest logit, Σ e^(logit − largest), and
// the target's logit. With `backward`, logits become (softmax − one-hot) · scale; a scale of 0
// leaves gradients of exactly 0.
struct SoftmaxLoss {
  float* logits;  // [panels][·][16]; padding holds kNoLogit
  std::ptrdiff_t panel;
  const int* targets;          // [rows]
  float *largest, *sum, *hit;  // [rows]
  const float* scales;         // [rows]
  bool backward;
  int rows;
  int panels;
};

// The logit of a class that does not exist: its softmax is exactly 0.
inline constexpr float kNoLogit = -1e30f;

// Adam (see nn/adam.h), on `count` numbers, a multiple of 16. With keep = 1 − lr · decay it is
// AdamW (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019).
struct AdamStep {
  float beta1, share1;  // share = 1 − beta
  float beta2, share2;
  float step_size;   // lr / (1 − β₁^t)
  float correction;  // 1 / √(1 − β₂^t)
  float epsilon;
  float gradient_scale = 1;  // the gradient is taken times this
  float keep = 1;            // the value is, before it is changed

  bool operator==(const AdamStep&) const = default;
};

struct AdamSpan {
  float* value;
  const float* gradient;
  float* first;
  float* second;
  std::size_t count;
};

// mask[4·i + w] = factor where word w of philox4x32(counter + (i, 0, 0, 0), key) (base/random.h) is
// at least `threshold`, else 0, for i < blocks, a multiple of 16.
struct MaskDraw {
  const std::uint32_t* counter;  // [4]
  const std::uint32_t* key;      // [2]
  std::uint32_t threshold;
  float factor;
  float* mask;
  int blocks;
};

struct KernelTable {
  Isa isa;
  void (*multiply)(const Product&);
  void (*multiply_transposed)(const OuterProduct&);
  void (*scatter)(const Scatter&);
  void (*column_sums)(const ColumnSums&);
  void (*cell_forward)(const CellForward&);
  void (*cell_backward)(const CellBackward&);
  void (*softmax_loss)(const SoftmaxLoss&);
  void (*adam)(const AdamStep&, const AdamSpan&);
  // out[i] = x[i] · factor[i], i < count, a multiple of 16; out may be x.
  void (*scale)(const float* x, const float* factor, float* out, std::size_t count);
  // y[i] = activation(y[i]), and d[i] *= activation'(…) given its results y; likewise.
  void (*activate)(Activation activation, float* y, std::size_t count);
  void (*activate_backward)(Activation activation, const float* y, float* d, std::size_t count);
  // Σ x[i]², likewise.
  float (*sum_of_squares)(const float* x, std::size_t count);
  // average[i] += (x[i] − average[i]) · share, likewise.
  void (*blend)(const float* x, float share, float* average, std::size_t count);
  void (*draw_mask)(const MaskDraw&);
  bool wants_facts;  // multiply() is faster with Product::facts
};

// The table for `isa`, which must be available.
const KernelTable& kernels(Isa isa);

}  // namespace bach::engine
