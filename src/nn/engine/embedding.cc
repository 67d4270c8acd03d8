#include "nn/engine/embedding.h"

#include <algorithm>

namespace bach::engine {
namespace {

// Calls visit(k, place, n) for each run of numbers k … k + n − 1 of a row that lie side by side in
// the blocked matrix, `place` counting from the row's first panel.
template <typename Visit>
void for_each_run(int first, int width, int held, Visit visit) {
  for (int k = 0; k < width;) {
    const int column = first + k;
    const int count = std::min(kLanes - column % kLanes, width - k);
    visit(k, offset_of(held, column / kLanes) + column % kLanes, count);
    k += count;
  }
}

}  // namespace

EmbeddingTable::EmbeddingTable(int rows, int width, int ties, Arena& arena)
    : rows_(rows),
      width_(width),
      stride_(padded(width)),
      tied_(ties > 0),
      offset_(arena.reserve(blocked_size(padded(rows), panels_of(width)))) {
  if (!tied_) return;
  for (std::size_t* each : {&by_class_, &by_column_, &scratch_}) {
    *each = arena.reserve_derived(blocked_size(padded_rows(), panels()));
  }
}

void EmbeddingTable::pack(const float* plain, float* block) const {
  for (int r = 0; r < rows_; ++r) {
    std::copy_n(plain + std::ptrdiff_t{r} * width_, width_,
                block + offset_ + std::ptrdiff_t{r} * stride_);
  }
}

void EmbeddingTable::unpack(const float* block, float* plain) const {
  for (int r = 0; r < rows_; ++r) {
    std::copy_n(block + offset_ + std::ptrdiff_t{r} * stride_, width_,
                plain + std::ptrdiff_t{r} * width_);
  }
}

void EmbeddingTable::gather(const Arena& arena, const EmbeddedColumns& columns, RowRange rows,
                            float* to) const {
  const float* table = arena.values() + offset_;
  for_each_run(columns.first, width_, columns.held, [&](int k, std::ptrdiff_t place, int count) {
    const std::ptrdiff_t mask_place =
        place / offset_of(columns.held, 1) * offset_of(columns.mask_held, 1) + place % kLanes;
    for (int r = rows.first; r < rows.first + rows.count; ++r) {
      float* out = to + place + std::ptrdiff_t{r} * kLanes;
      const int value = columns.values[std::ptrdiff_t{r} * columns.stride];
      if (value < 0) {
        std::fill_n(out, count, 0.0f);
        continue;
      }
      const float* from = table + std::ptrdiff_t{value} * stride_ + k;
      if (columns.mask == nullptr) {
        std::copy_n(from, count, out);
        continue;
      }
      const float* mask = columns.mask + mask_place + std::ptrdiff_t{r % columns.lanes} * kLanes;
      for (int i = 0; i < count; ++i) out[i] = from[i] * mask[i];
    }
  });
}

void EmbeddingTable::add_gradient(const Arena& arena, const EmbeddedColumns& columns, int count,
                                  const float* d) const {
  float* table = arena.gradients() + offset_;
  for_each_run(columns.first, width_, columns.held, [&](int k, std::ptrdiff_t place, int run) {
    const std::ptrdiff_t mask_place =
        place / offset_of(columns.held, 1) * offset_of(columns.mask_held, 1) + place % kLanes;
    for (int r = 0; r < count; ++r) {
      const int value = columns.values[std::ptrdiff_t{r} * columns.stride];
      if (value < 0) continue;
      float* to = table + std::ptrdiff_t{value} * stride_ + k;
      const float* from = d + place + std::ptrdiff_t{r} * kLanes;
      if (columns.mask == nullptr) {
        for (int i = 0; i < run; ++i) to[i] += from[i];
        continue;
      }
      const float* mask = columns.mask + mask_place + std::ptrdiff_t{r % columns.lanes} * kLanes;
      for (int i = 0; i < run; ++i) to[i] += from[i] * mask[i];
    }
  });
}

void EmbeddingTable::forward_tied(const Kernels& kernels, const Arena& arena, RowRange rows,
                                  int held, const float* x, const float* bias, float* y) const {
  const std::ptrdiff_t panel = offset_of(held, 1), first = std::ptrdiff_t{rows.first} * kLanes;
  kernels.multiply({x + first,
                    panel,
                    arena.derived() + by_class_,
                    offset_of(stride_, 1),
                    y + first,
                    panel,
                    rows.count,
                    panels(),
                    class_panels(),
                    Start::kRowSums,
                    {bias, nullptr, 0, {nullptr, 0}}});
}

void EmbeddingTable::backward_tied(const Kernels& kernels, const Arena& arena, RowRange rows,
                                   int held, const float* d_y, float* d_x) const {
  const std::ptrdiff_t panel = offset_of(held, 1), first = std::ptrdiff_t{rows.first} * kLanes;
  kernels.multiply({d_y + first,
                    panel,
                    arena.derived() + by_column_,
                    offset_of(padded_rows(), 1),
                    d_x + first,
                    panel,
                    rows.count,
                    class_panels(),
                    panels(),
                    Start::kZero,
                    {}});
}

void EmbeddingTable::clear_gradient(const Arena& arena) const {
  std::fill_n(arena.gradients() + offset_, blocked_size(padded_rows(), panels()), 0.0f);
}

void EmbeddingTable::add_tied_gradient(const Kernels& kernels, const Arena& arena, int count,
                                       int held, const float* x, const float* d_y) const {
  const std::ptrdiff_t panel = offset_of(held, 1);
  float* scratch = arena.derived() + scratch_;
  kernels.multiply_transposed({d_y, panel, x, panel, scratch, offset_of(padded_rows(), 1), count,
                               class_panels(), panels()});
  float* table = arena.gradients() + offset_;
  for (int p = 0; p < panels(); ++p) {
    for (int r = 0; r < rows_; ++r, scratch += kLanes) {
      float* to = table + std::ptrdiff_t{r} * stride_ + p * kLanes;
      for (int i = 0; i < kLanes; ++i) to[i] += scratch[i];
    }
    scratch += std::ptrdiff_t{padded_rows() - rows_} * kLanes;
  }
}

float EmbeddingTable::gradient_squares(const Kernels& kernels, const Arena& arena) const {
  return kernels.sum_of_squares(arena.gradients() + offset_, blocked_size(padded_rows(), panels()));
}

void EmbeddingTable::update(const Kernels& kernels, const AdamStep& step,
                            const Arena& arena) const {
  kernels.adam(
      step, {arena.values() + offset_, arena.gradients() + offset_, arena.first_moments() + offset_,
             arena.second_moments() + offset_, blocked_size(padded_rows(), panels())});
  derive(arena);
}

void EmbeddingTable::derive(const Arena& arena) const {
  if (!tied_) return;
  const float* table = arena.values() + offset_;
  float* by_class = arena.derived() + by_class_;
  float* by_column = arena.derived() + by_column_;
  for (int r = 0; r < padded_rows(); ++r) {
    for (int k = 0; k < stride_; ++k) {
      const float value = table[std::ptrdiff_t{r} * stride_ + k];
      by_class[offset_of(stride_, r / kLanes) + k * kLanes + r % kLanes] = value;
      by_column[offset_of(padded_rows(), k / kLanes) + r * kLanes + k % kLanes] = value;
    }
  }
}

}  // namespace bach::engine
