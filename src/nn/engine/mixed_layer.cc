#include "nn/engine/mixed_layer.h"

#include <algorithm>

namespace bach::engine {

MixedLayer::MixedLayer(const MixedShape& shape, Arena& arena) : shape_(shape) {
  const int stride = shape.first + shape.rows + shape.second;
  const auto place = [&](int inputs, int rows, int plain_stride) {
    PackedTensor tensor{0, inputs, rows, shape.outputs, shape.gates, plain_stride};
    tensor.offset = arena.reserve(tensor.size());
    return tensor;
  };
  bias_ = place(1, 1, 1);
  panels_ = bias_.panels();
  if (shape.gates) second_bias_ = place(1, 1, 1);
  for (const int which : {0, 1}) {
    const int width = which == 0 ? shape.first : shape.second;
    Dense& dense = dense_[static_cast<std::size_t>(which)];
    if (width == 0) continue;
    dense.panels = panels_of(width);
    dense.weight = place(width, padded(width), stride);
    dense.transposed = arena.reserve_derived(blocked_size(panels_ * kLanes, dense.panels));
  }
  if (shape.rows > 0) table_ = place(shape.rows, shape.rows + 1, stride);
  start_ = arena.reserve_derived(bias_.size());
}

int MixedLayer::panels_in(PieceRange pieces) const {
  return std::min(pieces.count * kPiecePanels, panels_ - first_panel(pieces.first));
}

void MixedLayer::forbid_padding(float* block) const {
  std::fill_n(block + bias_.offset + shape_.outputs, panels_ * kLanes - shape_.outputs, kNoLogit);
}

void MixedLayer::pack_all(const float* weight, const float* bias, const float* second_bias,
                          float* block) const {
  if (shape_.first > 0) pack(dense_[0].weight, weight, block);
  if (shape_.rows > 0) pack(table_, weight + shape_.first, block);
  if (shape_.second > 0) pack(dense_[1].weight, weight + shape_.first + shape_.rows, block);
  if (bias != nullptr) pack(bias_, bias, block);
  if (second_bias != nullptr) pack(second_bias_, second_bias, block);
}

void MixedLayer::unpack_all(const float* block, float* weight, float* bias,
                            float* second_bias) const {
  if (shape_.first > 0) unpack(dense_[0].weight, block, weight);
  if (shape_.rows > 0) unpack(table_, block, weight + shape_.first);
  if (shape_.second > 0) unpack(dense_[1].weight, block, weight + shape_.first + shape_.rows);
  if (bias != nullptr) unpack(bias_, block, bias);
  if (second_bias != nullptr) unpack(second_bias_, block, second_bias);
}

RowSums MixedLayer::row_sums(const Arena& arena, int piece, RowRange rows,
                             const MixedInput& input) const {
  const int panel = first_panel(piece);
  RowSums sums{arena.derived() + start_ + panel * kLanes, nullptr, 0, {nullptr, 0}};
  if (shape_.rows == 0 || input.list.per_row == 0) return sums;
  sums.table = arena.values() + table_.offset + offset_of(table_.rows, panel);
  sums.table_panel = offset_of(table_.rows, 1);
  sums.list = input.list;
  sums.list.index += std::ptrdiff_t{rows.first} * input.list.per_row;
  return sums;
}

// From the first panel of a piece on.
void MixedLayer::forward_panels(const Kernels& kernels, const Arena& arena, int piece, int panels,
                                RowRange rows, int held, const MixedInput& input, float* y) const {
  const std::ptrdiff_t panel = offset_of(held, 1), first = std::ptrdiff_t{rows.first} * kLanes;
  const int p = first_panel(piece);
  const RowSums sums = row_sums(arena, piece, rows, input);
  Start start = Start::kRowSums;
  const auto add_product = [&](const Dense& dense, const float* x) {
    kernels.multiply({x == nullptr ? nullptr : x + first, panel,
                      arena.values() + dense.weight.offset + offset_of(dense.weight.rows, p),
                      offset_of(dense.weight.rows, 1), y + p * panel + first, panel, rows.count,
                      dense.panels, panels, start, sums,
                      arena.facts(dense.weight.offset + blocked_size(dense.weight.rows, p))});
    start = Start::kKeep;
  };
  if (shape_.first > 0 || shape_.second == 0) add_product(dense_[0], input.first);
  if (shape_.second > 0) add_product(dense_[1], input.second);
}

void MixedLayer::forward(const Kernels& kernels, const Arena& arena, RowRange rows, int held,
                         const MixedInput& input, float* y) const {
  forward_panels(kernels, arena, 0, panels_, rows, held, input, y);
}

void MixedLayer::forward_pieces(const Kernels& kernels, const Arena& arena, int piece, int pieces,
                                RowRange rows, int held, const MixedInput& input, float* y) const {
  forward_panels(kernels, arena, piece, panels_in({piece, pieces}), rows, held, input, y);
}

void MixedLayer::backward(const Kernels& kernels, const Arena& arena, RowRange rows, int held,
                          const Dense& dense, const float* d_y, Start start, float* d_x) const {
  const std::ptrdiff_t panel = offset_of(held, 1), first = std::ptrdiff_t{rows.first} * kLanes;
  kernels.multiply({d_y + first,
                    panel,
                    arena.derived() + dense.transposed,
                    offset_of(panels_ * kLanes, 1),
                    d_x + first,
                    panel,
                    rows.count,
                    panels_,
                    dense.panels,
                    start,
                    {}});
}

void MixedLayer::backward_first(const Kernels& kernels, const Arena& arena, RowRange rows, int held,
                                const float* d_y, Start start, float* d_first) const {
  backward(kernels, arena, rows, held, dense_[0], d_y, start, d_first);
}

void MixedLayer::backward_second(const Kernels& kernels, const Arena& arena, RowRange rows,
                                 int held, const float* d_y, Start start, float* d_second) const {
  backward(kernels, arena, rows, held, dense_[1], d_y, start, d_second);
}

template <typename Visit>
void MixedLayer::for_each_tensor(Visit visit) const {
  for (const Dense& dense : dense_) {
    if (dense.panels > 0) visit(dense.weight);
  }
  if (shape_.rows > 0) visit(table_);
  if (shape_.bias) visit(bias_);
  if (shape_.gates) visit(second_bias_);
}

void MixedLayer::gradients(const Kernels& kernels, const Arena& arena, PieceRange pieces,
                           RowRange rows, int held, const MixedInput& input,
                           const float* d_y) const {
  const std::ptrdiff_t panel = offset_of(held, 1), first = std::ptrdiff_t{rows.first} * kLanes;
  const int p = first_panel(pieces.first), panels = panels_in(pieces);
  float* gradients = arena.gradients();
  d_y += p * panel + first;
  const auto place = [&](const PackedTensor& tensor) {
    return gradients + tensor.offset + offset_of(tensor.rows, p);
  };
  for (const int which : {0, 1}) {
    const Dense& dense = dense_[static_cast<std::size_t>(which)];
    if (dense.panels == 0) continue;
    kernels.multiply_transposed({(which == 0 ? input.first : input.second) + first, panel, d_y,
                                 panel, place(dense.weight), offset_of(dense.weight.rows, 1),
                                 rows.count, dense.panels, panels});
  }
  if (shape_.rows > 0) {
    RowList list = input.list;
    list.index += std::ptrdiff_t{rows.first} * list.per_row;
    kernels.scatter(
        {d_y, panel, list, place(table_), offset_of(table_.rows, 1), rows.count, panels});
    kernels.clear({place(table_) + std::ptrdiff_t{shape_.rows} * kLanes, offset_of(table_.rows, 1),
                   panels, 1});
  }
  if (!shape_.bias) return;
  kernels.column_sums({d_y, panel, place(bias_), rows.count, panels});
  if (shape_.gates) kernels.copy({place(bias_), 0, place(second_bias_), 0, 1, panels});
}

void MixedLayer::add_spans(PieceRange pieces, std::vector<ArenaSpan>& spans) const {
  for_each_tensor([&](const PackedTensor& tensor) {
    const bool bias = &tensor == &bias_ || &tensor == &second_bias_;
    spans.push_back({tensor.offset + blocked_size(tensor.rows, first_panel(pieces.first)),
                     blocked_size(tensor.rows, panels_in(pieces)), !bias});
  });
}

void MixedLayer::derive(const Kernels& kernels, const Arena& arena, PieceRange pieces) const {
  const float* values = arena.values();
  const int p = first_panel(pieces.first), panels = panels_in(pieces);
  const std::size_t from = blocked_size(1, p);
  float* start = arena.derived() + start_ + from;
  kernels.copy({values + bias_.offset + from, 0, start, 0, 1, panels});
  if (shape_.gates) {
    kernels.copy({values + second_bias_.offset + from, 0, start, 0, 1, panels, true});
  }
  for (const Dense& dense : dense_) {
    if (dense.panels == 0) continue;
    arena.know(dense.weight, p, panels);
    kernels.transpose({values + dense.weight.offset + offset_of(dense.weight.rows, p),
                       offset_of(dense.weight.rows, 1), dense.weight.rows, panels,
                       arena.derived() + dense.transposed, offset_of(panels_ * kLanes, 1),
                       p * kLanes});
  }
}

}  // namespace bach::engine
