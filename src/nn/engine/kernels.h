// All that is done to a network's arrays of numbers: by this processor (host_kernels()), or by a
// device that has its own memory. Either gives the same bits; see kernel_table.h for the orders of sums.
//
// Only addresses within the arrays are handed over. Those of a device are names that nobody but its
// kernels and its memory understands. What a device was asked for may still be under way when a call
// returns; FloatMemory::read() waits for it.
#pragma once

#include <cstddef>

#include "base/result.h"
#include "nn/engine/blocked.h"
#include "nn/engine/dropout_mask.h"
#include "nn/engine/kernel_table.h"

namespace bach::engine {

// Rows of some panels; a stride counts floats.
struct ClearRows {
  float* to;
  std::ptrdiff_t panel;
  int panels;
  int rows;
};

struct CopyRows {
  const float* from;
  std::ptrdiff_t from_panel;
  float* to;
  std::ptrdiff_t to_panel;
  int panels;
  int rows;
  bool add = false;  // to what is there
};

// out = x · factor; out may be x.
struct ScaleRows {
  const float* x;
  std::ptrdiff_t x_panel;
  const float* factor;
  std::ptrdiff_t factor_panel;
  float* out;
  std::ptrdiff_t out_panel;
  int panels;
  int rows;
};

// to = fromᵀ: `panels` panels of `rows` rows, a multiple of 16, become rows first_row … of
// rows / 16 panels.
struct Transpose {
  const float* from;
  std::ptrdiff_t from_panel;
  int rows;
  int panels;
  float* to;
  std::ptrdiff_t to_panel;
  int first_row;
};

// Blocks of 16 units side by side, and the strides from one to the next.
struct CellBlocks {
  int count;
  std::ptrdiff_t gates;
  std::ptrdiff_t states;  // of all else but d_cell
  std::ptrdiff_t d_cell = 0;
};

// All steps of an LSTM layer's recurrence, of all lanes; see lstm_layer.h. Matrices are those of
// LstmTrace, from panel to panel `panel` floats.
struct RecurrentSteps {
  int lanes, steps, panels;  // of the units
  const int* begins;         // [steps · lanes], where a state is zero; null: before step 0 of all
  const float* weights;      // forward [4 · panels][16 · panels][16], backward transposed
  std::ptrdiff_t panel;
  float* gates;
  const float* mask;  // of the outputs, or null; see OutputMask
  std::ptrdiff_t mask_panel;
  int mask_step;
};

struct RecurForward {
  RecurrentSteps steps;
  float *hidden, *cell, *cell_tanh;
  float* out;  // null: the outputs are what `hidden` has
};

struct RecurBackward {
  RecurrentSteps steps;
  const float *cell, *cell_tanh;
  int first_step;  // d_out of earlier ones is zero, whatever it holds
  float* d_out;    // spoiled
  float* d_cell;   // [panels][lanes][16], scratch
  std::ptrdiff_t d_cell_panel;
};

// The factors of recurrent weights, [blocks][4][rows][16], each block for 16 units of `units`, those
// from first_unit on. Gate row n has the mask of row n.
struct WeightMask {
  float* factors;
  int rows;
  int units;
  int first_unit;
  int blocks;
};

// Sums of squares of spans of an array: those of total t are spans[begins[t]] … spans[begins[t + 1]
// − 1], taken one after the other.
struct SquareSums {
  const float* x;
  const int* spans;   // [·][2]: first number and count, both divided by 16
  const int* begins;  // [count + 1]
  int count;
  float* totals;  // [count]
};

// Rows of some panels, y = activation(y); and d times the derivative at its results y.
struct ActivateRows {
  Activation activation;
  float* y;
  std::ptrdiff_t panel;
  int panels;
  int rows;
};

struct ActivateBackwardRows {
  Activation activation;
  const float* y;
  float* d;
  std::ptrdiff_t panel;  // of both
  int panels;
  int rows;
};

// Steps side by side become lanes side by side: row t · lanes + l of each panel becomes row
// l · steps + t.
struct LaneOrder {
  const float* from;
  float* to;
  std::ptrdiff_t panel;  // of both
  int panels;
  int lanes;
  int steps;
};

// Where a field's rows of a table go: number `first` on of the columns of a matrix of `held`
// rows, [panels][held][16]. Row r takes the table's row values[r · stride], or nothing where that
// is −1.
struct EmbeddedColumns {
  const int* values;
  int stride;
  int first;
  int held;
  // Factors, [panels][mask_held][16], row r has those of row r mod lanes; null: none.
  const float* mask = nullptr;
  int lanes = 1;
  int mask_held = 1;
};

// A table by rows, [·][stride].
struct TableShape {
  int width;
  int stride;
  int rows;  // of those that are looked up
};

// A tied table's two other forms; `rows` is a multiple of 16.
struct TiedForms {
  const float* table;  // [rows][stride]
  int rows;
  int stride;
  float* by_class;   // [rows / 16][stride][16]
  float* by_column;  // [stride / 16][rows][16]
};

// Logits that a relative output adds to: output j belongs to class `value + j − outputs / 2`, or,
// cyclic, to every class c with (value + c) mod outputs = j. A value of −1 adds nothing.
struct Relation {
  const int* values;  // of row r: values[r · stride]
  int stride;
  int outputs;
  bool cyclic;
  int classes;
  int held;  // of both matrices, [panels][held][16]
};

// The logit of the class `value` gets a number of the row's and the bias of its bucket; nothing
// where the value is no class.
struct Guess {
  const int* values;
  const int* buckets;  // likewise; null: bucket 0; −1: no bias
  int stride;
  int number;  // column of the row's number
  int classes;
  int held;
};

// Where arrays lie. Counts are of floats, or of whole numbers as large as them.
class FloatMemory {
 public:
  virtual ~FloatMemory() = default;
  // Zeroed. Where there is no room, the kernels' status() will say so.
  virtual float* allocate(std::size_t count) = 0;
  virtual void release(float* data) = 0;
  // Between the host and an array: `from` may change when write() has returned, and all that was
  // asked for is done when read() has.
  virtual void write(const void* from, float* to, std::size_t count) = 0;
  virtual void read(const float* from, void* to, std::size_t count) = 0;
};

// Not thread-safe where there is a memory of its own.
class Kernels {
 public:
  explicit Kernels(bool facts) : wants_facts(facts) {}
  virtual ~Kernels() = default;
  Kernels(const Kernels&) = delete;
  Kernels& operator=(const Kernels&) = delete;

  const bool wants_facts;  // multiply() is faster with Product::facts

  // Null: the host's. Otherwise as few and large calls as can be are best.
  virtual FloatMemory* memory() const { return nullptr; }
  bool apart() const { return memory() != nullptr; }
  // A device begins what it was asked for.
  virtual void begin() const {}
  // What went wrong first, on a device; from then on nothing is computed and zeros are read.
  virtual Status status() const { return {}; }

  virtual void multiply(const Product&) const = 0;
  virtual void multiply_transposed(const OuterProduct&) const = 0;
  virtual void scatter(const Scatter&) const = 0;
  virtual void column_sums(const ColumnSums&) const = 0;
  virtual void cell_forward(const CellForward& first, const CellBlocks& blocks) const = 0;
  virtual void cell_backward(const CellBackward& first, const CellBlocks& blocks) const = 0;
  // In one go, or false: the caller does it step by step.
  virtual bool recur(const RecurForward&) const { return false; }
  virtual bool recur_backward(const RecurBackward&) const { return false; }
  virtual void softmax_loss(const SoftmaxLoss&) const = 0;
  virtual void adam(const AdamStep&, const AdamSpan&) const = 0;
  // The same where 16 numbers side by side decay, or do not: decays[number / 16].
  virtual void adam_of_all(const AdamStep&, const AdamSpan&, const int* decays) const = 0;
  virtual void activate(const ActivateRows&) const = 0;
  virtual void activate_backward(const ActivateBackwardRows&) const = 0;
  virtual void blend(const float* x, float share, float* average, std::size_t count) const = 0;
  // *total += Σ x[i]².
  virtual void add_squares(const float* x, std::size_t count, float* total) const = 0;
  virtual void sum_squares(const SquareSums&) const = 0;

  virtual void clear(const ClearRows&) const = 0;
  virtual void copy(const CopyRows&) const = 0;
  virtual void scale(const ScaleRows&) const = 0;
  virtual void transpose(const Transpose&) const = 0;
  virtual void order_by_lanes(const LaneOrder&) const = 0;

  // See fill_sequence_mask().
  virtual void sequence_mask(const DropoutDraw&, const MaskShape&, int lanes, RowRange,
                             float* mask) const = 0;
  virtual void weight_mask(const DropoutDraw&, const WeightMask&) const = 0;

  // Writes rows of `to` in range; −1 writes zeros.
  virtual void gather(const TableShape&, const float* table, const EmbeddedColumns&, RowRange,
                      float* to) const = 0;
  // table[values[r]] += d[r], times the mask, in the order of rows 0 … count − 1.
  virtual void add_gathered(const TableShape&, const float* d, const EmbeddedColumns&, int count,
                            float* table) const = 0;
  virtual void derive_tied(const TiedForms&) const = 0;

  // logits += what the relative outputs say, and back: sums of the logits' gradients.
  virtual void relate(const Relation&, RowRange, const float* relative, float* logits) const = 0;
  virtual void relate_backward(const Relation&, RowRange, const float* logits,
                               float* relative) const = 0;
  virtual void guess(const Guess&, RowRange, const float* numbers, const float* biases,
                     float* logits) const = 0;
  virtual void guess_backward(const Guess&, RowRange, const float* logits,
                              float* numbers) const = 0;
  // biases[bucket] += numbers of the rows, from zero.
  virtual void guess_biases(const Guess&, RowRange, const float* numbers, std::size_t size,
                            float* biases) const = 0;
};

// Those of this processor at a level that must be available; safe from any thread.
const Kernels& host_kernels(Isa isa);

}  // namespace bach::engine
