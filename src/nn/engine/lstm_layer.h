// One LSTM layer in PyTorch's equations:
//
//   a = W_ih x + b_ih + W_hh h + b_hh,   a = (a_i, a_f, a_g, a_o)
//   i, f, o = σ(a_i), σ(a_f), σ(a_o)     g = tanh(a_g)
//   c ← f·c + i·g                        h ← o·tanh(c)
//
// It runs over whole sequences: the state is carried in and out, and a sequence may end and another
// begin anywhere.
//
// B lanes of T steps lie in matrices of `held` rows, [panels][held][16]; lane l at step t is row
// t·B + l. So the inputs of all steps are one product, only the recurrence goes step by step. Lanes
// do not depend on each other: threads take ranges of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "nn/engine/arena.h"
#include "nn/engine/dropout_mask.h"
#include "nn/engine/kernels.h"
#include "nn/engine/mixed_layer.h"

namespace bach::engine {

struct BatchShape {
  int lanes;  // B
  int steps;  // T
  // [T · B]: 1 where the state before is zero. Null: before step 0 of all lanes, and nowhere else.
  const std::uint8_t* begins;
  // The same where kernels with a memory of their own find it.
  const int* begins_there = nullptr;

  // The rows of a range of lanes at step t.
  RowRange rows_at(RowRange range, int t) const { return {t * lanes + range.first, range.count}; }
};

// What forward leaves for backward. P: panels of the units.
struct LstmTrace {
  // Room for `steps` steps of `lanes` lanes.
  LstmTrace(int lanes, int steps, int panels_held, FloatMemory* memory);

  int held;               // (steps + 1) · lanes
  int panels;             // P
  AlignedFloats numbers;  // of all that follow, in one piece: large ones lie in large pages
  float* gates;           // [P][4][held][16]; backward leaves their gradients here
  float* hidden;          // [P][held][16]: the state each step begins with, and the last one
  float* cell;            // likewise
  float* cell_tanh;       // [P][held][16]
  float* out;             // [P][held][16]: the outputs, times a mask

  // Where the outputs are. Without a mask, and no lane beginning on the way, they are the states
  // that the steps end with.
  const float* outputs(const BatchShape& shape, bool masked) const {
    if (masked || shape.begins != nullptr) return out;
    return hidden + std::ptrdiff_t{shape.lanes} * kLanes;
  }
};

// Factors for the outputs, or null. `step`: rows from step to step; 0: one mask for all steps.
struct OutputMask {
  const float* factors = nullptr;  // [P][rows][16]
  int rows = 0;                    // from panel to panel
  int step = 0;
};

class LstmLayer {
 public:
  // `inputs` as for MixedLayer, outputs and gates aside. `drops`: recurrent weights will be
  // dropped.
  LstmLayer(MixedShape inputs, int units, bool drops, Arena& arena);

  const MixedLayer& input() const { return input_; }
  const PackedTensor& weight_hh() const { return weight_hh_; }
  int panels() const { return panels_; }  // P

  // Before a training step of a layer that drops: recurrent weights of blocks of 0 … P − 1 for this
  // step. Row n of weight_hh is row n of the mask.
  void drop(const Kernels& kernels, const Arena& arena, PieceRange blocks,
            const DropoutDraw& draw) const;

  // The lanes in range go through all steps. The first B rows of trace.hidden and trace.cell hold
  // the state carried in, and trace.gates the inputs' part (input().forward()) unless there is an
  // `input`: then each step takes its share just before. `dropped`: with the weights drop() left.
  void forward(const Kernels& kernels, const Arena& arena, const BatchShape& shape, RowRange lanes,
               bool dropped, const OutputMask& mask, const MixedInput* input,
               const LstmTrace& trace) const;

  // Takes d_out, the gradient of the outputs, [P][held][16], and spoils it; turns trace.gates into
  // the gradients of the sums before activation. d_out is read from step `first_step` on; that of
  // earlier steps is zero. d_cell: [P][B][16], scratch.
  void backward(const Kernels& kernels, const Arena& arena, const BatchShape& shape, RowRange lanes,
                const OutputMask& mask, const LstmTrace& trace, int first_step, float* d_out,
                float* d_cell) const;

  // Gradients of the weights of blocks. After backward().
  void gradients(const Kernels& kernels, const Arena& arena, const BatchShape& shape,
                 PieceRange blocks, const MixedInput& input, const LstmTrace& trace) const;
  // The same over the rows in range of matrices of `held` rows: the states that the steps begin
  // with, and the gradients of the sums before activation. Of recurrent weights some of which were
  // dropped they want scale_dropped() when all are added up.
  void gradients_over(const Kernels& kernels, const Arena& arena, PieceRange blocks, RowRange rows,
                      int held, const MixedInput& input, const float* hidden,
                      const float* d_gates) const;
  void scale_dropped(const Kernels& kernels, const Arena& arena, PieceRange blocks) const;
  // The same of a part of the layer's weights; of those that are not recurrent nothing.
  void scale_dropped(const Kernels& kernels, const Arena& arena, const ArenaSpan& part) const;
  // Where the weights of blocks lie: first the recurrent ones, one span.
  void add_spans(PieceRange blocks, std::vector<ArenaSpan>& spans) const;
  void derive(const Kernels& kernels, const Arena& arena, PieceRange blocks) const;

 private:
  float* recurrent_gradients(const Arena& arena, int block) const;
  // Blocks that a step takes at once: where all of it stays in the cache, one after the other.
  int blocks_at_once(const Kernels& kernels) const { return kernels.apart() ? panels_ : 1; }
  // The sums of blocks before activation: what the inputs add and, unless it is zero, the state.
  void sum_gates(const Kernels& kernels, const Arena& arena, const float* weights, RowRange rows,
                 int block, int blocks, const MixedInput* input, bool zero_state,
                 const LstmTrace& trace) const;
  void derive_recurrent(const Kernels& kernels, const Arena& arena, PieceRange blocks) const;
  void transpose_blocks(const Kernels& kernels, const float* weights, const Arena& arena,
                        PieceRange blocks) const;

  bool drops_;
  int units_;
  int panels_;
  MixedLayer input_;
  PackedTensor weight_hh_;
  std::size_t transposed_ = 0;  // derived: [P][64P][16]
  std::size_t factors_ = 0,
              dropped_ = 0;  // derived, like weight_hh: the mask, and weights times it
};

}  // namespace bach::engine
