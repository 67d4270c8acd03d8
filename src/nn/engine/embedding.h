// An embedding table: its rows go into dense inputs side by side with others, and may be the output
// weights of a head too (tied).
#pragma once

#include <cstddef>

#include "nn/engine/arena.h"
#include "nn/engine/kernels.h"

namespace bach::engine {

class EmbeddingTable {
 public:
  // Reserves room in `arena`. `ties`: heads that will use it as output weights.
  EmbeddingTable(int rows, int width, int ties, Arena& arena);

  int width() const { return width_; }
  int panels() const { return stride_ / kLanes; }  // of the width
  int class_panels() const { return panels_of(rows_); }

  // Between (rows, width), row-major, and `block`, an array of an arena.
  void pack(const float* plain, float* block) const;
  void unpack(const float* block, float* plain) const;

  // Writes rows of `to` in range; −1 writes zeros.
  void gather(const Kernels& kernels, const Arena& arena, const EmbeddedColumns& columns,
              RowRange rows, float* to) const;

  // y = E·x + bias for the rows in range; x [panels][held][16], y and bias by class.
  void forward_tied(const Kernels& kernels, const Arena& arena, RowRange rows, int held,
                    const float* x, const float* bias, float* y) const;
  // d_x = Eᵀ·d_y
  void backward_tied(const Kernels& kernels, const Arena& arena, RowRange rows, int held,
                     const float* d_y, float* d_x) const;

  // The gradient, built up in this order: cleared, then what each tied head adds over rows
  // 0 … count − 1, then each field.
  void clear_gradient(const Kernels& kernels, const Arena& arena) const;
  void add_tied_gradient(const Kernels& kernels, const Arena& arena, int count, int held,
                         const float* x, const float* d_y) const;
  void add_gradient(const Kernels& kernels, const Arena& arena, const EmbeddedColumns& columns,
                    int count, const float* d) const;
  ArenaSpan span() const { return {offset_, blocked_size(padded_rows(), panels())}; }

  // Brings what follows from the table up to date.
  void derive(const Kernels& kernels, const Arena& arena) const;

 private:
  TableShape shape() const { return {width_, stride_, rows_}; }
  int padded_rows() const { return class_panels() * kLanes; }

  int rows_, width_, stride_;  // stride: the width, padded
  bool tied_;
  std::size_t offset_;         // [rows padded][stride], row-major
  std::size_t by_class_ = 0;   // derived: [class panels][stride][16]
  std::size_t by_column_ = 0;  // derived: [panels][rows padded][16]
  std::size_t scratch_ = 0;    // derived: likewise
};

}  // namespace bach::engine
