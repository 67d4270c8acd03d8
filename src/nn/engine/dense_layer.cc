#include "nn/engine/dense_layer.h"

#include <algorithm>

namespace bach::engine {

DenseLayer::DenseLayer(int inputs, int outputs, Arena& arena)
    : input_panels_(panels_of(inputs)),
      weight_{0, inputs, padded(inputs), outputs, false},
      bias_{0, 1, 1, outputs, false} {
  weight_.offset = arena.reserve(weight_.size());
  bias_.offset = arena.reserve(bias_.size());
  weight_t_ = arena.reserve_derived(blocked_size(padded(outputs), input_panels_));
}

int DenseLayer::panels_in(int piece) const {
  return std::min(kPiecePanels, panels() - first_panel(piece));
}

void DenseLayer::forward(const Kernels& kernels, const Arena& arena, RowRange rows, int held,
                         const float* x, float* y) const {
  const std::ptrdiff_t panel = offset_of(held, 1);
  const std::ptrdiff_t first = std::ptrdiff_t{rows.first} * kLanes;
  kernels.multiply({x + first,
                    panel,
                    arena.values() + weight_.offset,
                    offset_of(weight_.rows, 1),
                    y + first,
                    panel,
                    rows.count,
                    input_panels_,
                    panels(),
                    Start::kRowSums,
                    {arena.values() + bias_.offset, nullptr, 0, {nullptr, 0}}});
}

void DenseLayer::backward_input(const Kernels& kernels, const Arena& arena, RowRange rows, int held,
                                const float* d_y, float* d_x) const {
  const std::ptrdiff_t panel = offset_of(held, 1);
  const std::ptrdiff_t first = std::ptrdiff_t{rows.first} * kLanes;
  kernels.multiply({d_y + first,
                    panel,
                    arena.derived() + weight_t_,
                    offset_of(panels() * kLanes, 1),
                    d_x + first,
                    panel,
                    rows.count,
                    panels(),
                    input_panels_,
                    Start::kZero,
                    {}});
}

void DenseLayer::weight_gradients(const Kernels& kernels, const Arena& arena, int piece, int held,
                                  const float* x, const float* d_y) const {
  const std::ptrdiff_t panel = offset_of(held, 1);
  const int p = first_panel(piece);
  float* gradients = arena.gradients();
  d_y += p * panel;
  kernels.multiply_transposed(
      {x, 0, panel, d_y, 0, panel, gradients + weight_.offset + offset_of(weight_.rows, p),
       offset_of(weight_.rows, 1), 1, held, input_panels_, panels_in(piece)});
  kernels.column_sums(
      {d_y, 0, panel, gradients + bias_.offset + p * kLanes, 1, held, panels_in(piece)});
}

void DenseLayer::update(const Kernels& kernels, const AdamStep& step, const Arena& arena,
                        int piece) const {
  for (const PackedTensor* tensor : {&weight_, &bias_}) {
    const std::size_t at = tensor->offset + blocked_size(tensor->rows, first_panel(piece));
    kernels.adam(step, {arena.values() + at, arena.gradients() + at, arena.first_moments() + at,
                        arena.second_moments() + at, blocked_size(tensor->rows, panels_in(piece))});
  }
  derive(arena, piece);
}

void DenseLayer::derive(const Arena& arena, int piece) const {
  for (int p = first_panel(piece); p < first_panel(piece) + panels_in(piece); ++p) {
    transpose_panel(arena.values() + weight_.offset + offset_of(weight_.rows, p), weight_.rows,
                    arena.derived() + weight_t_, offset_of(panels() * kLanes, 1), p * kLanes);
  }
}

}  // namespace bach::engine
