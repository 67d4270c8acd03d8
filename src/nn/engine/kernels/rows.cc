#include "nn/engine/kernel_table.h"
#include "nn/engine/kernels/simd.h"
#include "nn/engine/kernels/tables.h"

namespace bach::engine::BACH_KERNEL_ISA {

void scatter(const Scatter& s) {
  for (int p = 0; p < s.panels; ++p) {
    float* table = s.table + p * s.table_panel;
    const V16 zero = broadcast(0.0f);
    for (std::ptrdiff_t at = 0; at < s.table_panel; at += 16) store(table + at, zero);
    const int* index = s.list.index;
    const float* d = s.d + p * s.d_panel;
    for (int r = 0; r < s.rows; ++r, d += 16) {
      const V16 share = load(d);
      for (int j = 0; j < s.list.per_row; ++j) {
        float* to = table + std::ptrdiff_t{*index++} * 16;
        store(to, load(to) + share);
      }
    }
  }
}

void column_sums(const ColumnSums& s) {
  for (int p = 0; p < s.panels; ++p) {
    V16 sum = broadcast(0.0f);
    const float* d = s.d + p * s.d_panel;
    for (int r = 0; r < s.rows; ++r, d += 16) sum = sum + load(d);
    store(s.sums + p * 16, sum);
  }
}

}  // namespace bach::engine::BACH_KERNEL_ISA
