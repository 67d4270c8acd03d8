// The kernels of one level. Declared here once, defined in the files beside, gathered in tables.cc.
#pragma once

#include "nn/engine/kernel_table.h"

namespace bach::engine::BACH_KERNEL_ISA {

void multiply(const Product&);
void multiply_transposed(const OuterProduct&);
void scatter(const Scatter&);
void column_sums(const ColumnSums&);
void cell_forward(const CellForward&);
void cell_backward(const CellBackward&);
void softmax_loss(const SoftmaxLoss&);
void adam(const AdamStep&, const AdamSpan&);
void scale(const float* x, const float* factor, float* out, std::size_t count);
void activate(Activation activation, float* y, std::size_t count);
void activate_backward(Activation activation, const float* y, float* d, std::size_t count);
float sum_of_squares(const float* x, std::size_t count);
void blend(const float* x, float share, float* average, std::size_t count);
void draw_mask(const MaskDraw&);

}  // namespace bach::engine::BACH_KERNEL_ISA
