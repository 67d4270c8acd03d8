#include "nn/engine/embedding.h"

namespace bach::engine {
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

void EmbeddingTable::gather(const Kernels& kernels, const Arena& arena,
                            const EmbeddedColumns& columns, RowRange rows, float* to) const {
  kernels.gather(shape(), arena.values() + offset_, columns, rows, to);
}

void EmbeddingTable::add_gradient(const Kernels& kernels, const Arena& arena,
                                  const EmbeddedColumns& columns, int count, const float* d) const {
  kernels.add_gathered(shape(), d, columns, count, arena.gradients() + offset_);
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

void EmbeddingTable::clear_gradient(const Kernels& kernels, const Arena& arena) const {
  kernels.clear({arena.gradients() + offset_, 0, 1, padded_rows() * panels()});
}

void EmbeddingTable::add_tied_gradient(const Kernels& kernels, const Arena& arena, int count,
                                       int held, const float* x, const float* d_y) const {
  const std::ptrdiff_t panel = offset_of(held, 1);
  float* scratch = arena.derived() + scratch_;
  kernels.multiply_transposed({d_y, panel, x, panel, scratch, offset_of(padded_rows(), 1), count,
                               class_panels(), panels()});
  // Row r of panel p of the product is numbers 16 p … 16 p + 15 of the table's row r.
  for (int p = 0; p < panels(); ++p) {
    kernels.copy({scratch + offset_of(padded_rows(), p), kLanes,
                  arena.gradients() + offset_ + p * kLanes, stride_, rows_, 1, true});
  }
}

void EmbeddingTable::derive(const Kernels& kernels, const Arena& arena) const {
  if (!tied_) return;
  kernels.derive_tied({arena.values() + offset_, padded_rows(), stride_,
                       arena.derived() + by_class_, arena.derived() + by_column_});
}

}  // namespace bach::engine
