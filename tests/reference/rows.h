// One row's share of the plain network: products with a matrix and their gradients, term by term.
#pragma once

#include <cstddef>

namespace bach {

// Row `row` of a matrix of `columns`.
template <typename T>
T* row_of(T* matrix, int row, int columns) {
  return matrix + static_cast<std::ptrdiff_t>(row) * columns;
}

// y += W x, with W (outputs, inputs).
template <typename T>
void add_affine(int outputs, int inputs, const T* weight, const T* x, T* y) {
  for (int n = 0; n < outputs; ++n) {
    T sum{};
    for (int k = 0; k < inputs; ++k) sum += row_of(weight, n, inputs)[k] * x[k];
    y[n] += sum;
  }
}

// Its gradients: d_weight += d_y xᵀ and, unless null, d_x += Wᵀ d_y.
template <typename T>
void add_affine_gradients(int outputs, int inputs, const T* weight, const T* x, const T* d_y,
                          T* d_weight, T* d_x) {
  for (int n = 0; n < outputs; ++n) {
    for (int k = 0; k < inputs; ++k) {
      row_of(d_weight, n, inputs)[k] += d_y[n] * x[k];
      if (d_x != nullptr) d_x[k] += row_of(weight, n, inputs)[k] * d_y[n];
    }
  }
}

// to += from
template <typename T>
void add_row(int count, const T* from, T* to) {
  for (int k = 0; k < count; ++k) to[k] += from[k];
}

// values *= factors, unless factors is null.
template <typename T>
void multiply_row(int count, const T* factors, T* values) {
  for (int k = 0; factors != nullptr && k < count; ++k) values[k] *= factors[k];
}

}  // namespace bach
