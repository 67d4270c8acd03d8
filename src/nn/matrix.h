// Dense products in plain loops. Each output adds up its terms in ascending order of the summed
// index, one by one, so the result does not depend on how the loops are cut. T is float or double.
// Matrices are row-major without gaps; outputs must not overlap inputs.
#pragma once

namespace bach {

// c[m][n] += Σ_k a[m][k] · b[k][n]
template <typename T>
void add_product(int m, int n, int k, const T* a, const T* b, T* c);

// c[m][n] += Σ_k a[k][m] · b[k][n]
template <typename T>
void add_transposed_product(int m, int n, int k, const T* a, const T* b, T* c);

// to[c][r] = from[r][c]; T may also be int.
template <typename T>
void transpose(int rows, int columns, const T* from, T* to);

// to[r][·] += row, for each of `rows` rows
template <typename T>
void add_row_to_all(int rows, int columns, const T* row, T* to);

// sums[·] += Σ_r from[r][·], r ascending
template <typename T>
void add_column_sums(int rows, int columns, const T* from, T* sums);

// One-hot products. out[r][·] = table[index[r]][·]
template <typename T>
void gather_rows(int rows, int columns, const T* table, const int* index, T* out);

// table[index[r]][·] += from[r][·], r ascending
template <typename T>
void scatter_add_rows(int rows, int columns, const T* from, const int* index, T* table);

}  // namespace bach
