#include "nn/matrix.h"

#include <algorithm>
#include <cstddef>

namespace bach {
namespace {

// c[n] += Σ_j a[j · stride] · b[j][n] for j = 0 … 3, in that order. Four rows at a time load and
// store c once instead of four times.
template <typename T>
void add_four_rows(int n, const T* a, std::ptrdiff_t stride, const T* b, std::ptrdiff_t width,
                   T* c) {
  const T a0 = a[0], a1 = a[stride], a2 = a[2 * stride], a3 = a[3 * stride];
  const T *b0 = b, *b1 = b + width, *b2 = b + 2 * width, *b3 = b + 3 * width;
  for (int i = 0; i < n; ++i) {
    c[i] = (((c[i] + a0 * b0[i]) + a1 * b1[i]) + a2 * b2[i]) + a3 * b3[i];
  }
}

// c[m][n] += Σ_k a[m · a_row + k · a_column] · b[k][n]. Tiles of c stay in the first-level cache
// while all of k passes by.
template <typename T>
void add_strided_product(int m, int n, int k, const T* a, std::ptrdiff_t a_row,
                         std::ptrdiff_t a_column, const T* b, T* c) {
  constexpr int kTileRows = 16, kTileColumns = 256;
  const std::ptrdiff_t width = n;
  for (int n0 = 0; n0 < n; n0 += kTileColumns) {
    const int columns = std::min(kTileColumns, n - n0);
    for (int m0 = 0; m0 < m; m0 += kTileRows) {
      const int m1 = std::min(m0 + kTileRows, m);
      int k0 = 0;
      for (; k0 + 4 <= k; k0 += 4) {
        for (int row = m0; row < m1; ++row) {
          add_four_rows(columns, a + row * a_row + k0 * a_column, a_column, b + k0 * width + n0,
                        width, c + row * width + n0);
        }
      }
      for (; k0 < k; ++k0) {
        for (int row = m0; row < m1; ++row) {
          const T factor = a[row * a_row + k0 * a_column];
          const T* from = b + k0 * width + n0;
          T* to = c + row * width + n0;
          for (int i = 0; i < columns; ++i) to[i] += factor * from[i];
        }
      }
    }
  }
}

}  // namespace

template <typename T>
void add_product(int m, int n, int k, const T* a, const T* b, T* c) {
  add_strided_product(m, n, k, a, k, 1, b, c);
}

template <typename T>
void add_transposed_product(int m, int n, int k, const T* a, const T* b, T* c) {
  add_strided_product(m, n, k, a, 1, m, b, c);
}

template <typename T>
void transpose(int rows, int columns, const T* from, T* to) {
  // Square tiles keep both sides in the cache.
  constexpr int kTile = 16;
  const std::ptrdiff_t from_width = columns, to_width = rows;
  for (int r0 = 0; r0 < rows; r0 += kTile) {
    const int r1 = std::min(r0 + kTile, rows);
    for (int c0 = 0; c0 < columns; c0 += kTile) {
      const int c1 = std::min(c0 + kTile, columns);
      for (int r = r0; r < r1; ++r) {
        for (int c = c0; c < c1; ++c) to[c * to_width + r] = from[r * from_width + c];
      }
    }
  }
}

template <typename T>
void add_row_to_all(int rows, int columns, const T* row, T* to) {
  for (int r = 0; r < rows; ++r, to += columns) {
    for (int i = 0; i < columns; ++i) to[i] += row[i];
  }
}

template <typename T>
void add_column_sums(int rows, int columns, const T* from, T* sums) {
  for (int r = 0; r < rows; ++r, from += columns) {
    for (int i = 0; i < columns; ++i) sums[i] += from[i];
  }
}

template <typename T>
void gather_rows(int rows, int columns, const T* table, const int* index, T* out) {
  for (int r = 0; r < rows; ++r, out += columns) {
    std::copy_n(table + static_cast<std::ptrdiff_t>(index[r]) * columns, columns, out);
  }
}

template <typename T>
void scatter_add_rows(int rows, int columns, const T* from, const int* index, T* table) {
  for (int r = 0; r < rows; ++r, from += columns) {
    T* to = table + static_cast<std::ptrdiff_t>(index[r]) * columns;
    for (int i = 0; i < columns; ++i) to[i] += from[i];
  }
}

template void add_product(int, int, int, const float*, const float*, float*);
template void add_product(int, int, int, const double*, const double*, double*);
template void add_transposed_product(int, int, int, const float*, const float*, float*);
template void add_transposed_product(int, int, int, const double*, const double*, double*);
template void transpose(int, int, const float*, float*);
template void transpose(int, int, const double*, double*);
template void transpose(int, int, const int*, int*);
template void add_row_to_all(int, int, const float*, float*);
template void add_row_to_all(int, int, const double*, double*);
template void add_column_sums(int, int, const float*, float*);
template void add_column_sums(int, int, const double*, double*);
template void gather_rows(int, int, const float*, const int*, float*);
template void gather_rows(int, int, const double*, const int*, double*);
template void scatter_add_rows(int, int, const float*, const int*, float*);
template void scatter_add_rows(int, int, const double*, const int*, double*);

}  // namespace bach
