#include "nn/linear.h"

#include <algorithm>
#include <cstddef>

#include "nn/matrix.h"

namespace bach {

template <typename T>
void linear_forward(const LinearShape& shape, const T* x, const T* weight_t, const T* bias, T* y) {
  const auto [rows, inputs, outputs] = shape;
  for (int r = 0; r < rows; ++r) {
    std::copy_n(bias, outputs, y + static_cast<std::ptrdiff_t>(r) * outputs);
  }
  add_product(rows, outputs, inputs, x, weight_t, y);
}

template <typename T>
void linear_backward_input(const LinearShape& shape, const T* d_y, const T* weight, T* d_x) {
  const auto [rows, inputs, outputs] = shape;
  std::fill_n(d_x, static_cast<std::ptrdiff_t>(rows) * inputs, T{0});
  add_product(rows, inputs, outputs, d_y, weight, d_x);
}

template <typename T>
void linear_backward_weights(const LinearShape& shape, const T* x, const T* d_y, T* d_weight,
                             T* d_bias) {
  const auto [rows, inputs, outputs] = shape;
  add_transposed_product(outputs, inputs, rows, d_y, x, d_weight);
  add_column_sums(rows, outputs, d_y, d_bias);
}

template void linear_forward(const LinearShape&, const float*, const float*, const float*, float*);
template void linear_forward(const LinearShape&, const double*, const double*, const double*,
                             double*);
template void linear_backward_input(const LinearShape&, const float*, const float*, float*);
template void linear_backward_input(const LinearShape&, const double*, const double*, double*);
template void linear_backward_weights(const LinearShape&, const float*, const float*, float*,
                                      float*);
template void linear_backward_weights(const LinearShape&, const double*, const double*, double*,
                                      double*);

}  // namespace bach
