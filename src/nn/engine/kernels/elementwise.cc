#include "nn/engine/kernel_table.h"
#include "nn/engine/kernels/activations.h"
#include "nn/engine/kernels/tables.h"

namespace bach::engine::BACH_KERNEL_ISA {

void scale(const float* x, const float* factor, float* out, std::size_t count) {
  for (std::size_t at = 0; at < count; at += 16) store(out + at, load(x + at) * load(factor + at));
}

void activate(Activation activation, float* y, std::size_t count) {
  if (activation == Activation::kNone) return;
  const V16 zero = broadcast(0.0f);
  for (std::size_t at = 0; at < count; at += 16) {
    const V16 x = load(y + at);
    store(y + at, activation == Activation::kRelu ? max(zero, x) : tanh(x));
  }
}

void activate_backward(Activation activation, const float* y, float* d, std::size_t count) {
  if (activation == Activation::kNone) return;
  const V16 zero = broadcast(0.0f), one = broadcast(1.0f);
  for (std::size_t at = 0; at < count; at += 16) {
    const V16 result = load(y + at), gradient = load(d + at);
    store(d + at, activation == Activation::kRelu ? where_less(zero, result, gradient)
                                                  : gradient * fma(zero - result, result, one));
  }
}

float sum_of_squares(const float* x, std::size_t count) {
  V16 total = broadcast(0.0f);
  for (std::size_t at = 0; at < count; at += 16) {
    const V16 each = load(x + at);
    total = fma(each, each, total);
  }
  return sum(total);
}

void blend(const float* x, float share, float* average, std::size_t count) {
  const V16 factor = broadcast(share);
  for (std::size_t at = 0; at < count; at += 16) {
    const V16 before = load(average + at);
    store(average + at, fma(load(x + at) - before, factor, before));
  }
}

}  // namespace bach::engine::BACH_KERNEL_ISA
