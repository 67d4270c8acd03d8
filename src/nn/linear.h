// The linear layer y = W x + b over a batch of rows. T is float or double.
#pragma once

namespace bach {

struct LinearShape {
  int rows;     // B
  int inputs;   // K
  int outputs;  // N
};

// y[B][N] = x[B][K] · Wᵀ + b, with weight_t = Wᵀ [K][N] and bias [N].
template <typename T>
void linear_forward(const LinearShape& shape, const T* x, const T* weight_t, const T* bias, T* y);

// d_x[B][K] = d_y[B][N] · W, with weight = W [N][K].
template <typename T>
void linear_backward_input(const LinearShape& shape, const T* d_y, const T* weight, T* d_x);

// d_weight[N][K] += d_yᵀ · x and d_bias[N] += the column sums of d_y.
template <typename T>
void linear_backward_weights(const LinearShape& shape, const T* x, const T* d_y, T* d_weight,
                             T* d_bias);

}  // namespace bach
