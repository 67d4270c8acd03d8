#include "nn/engine/kernel_table.h"
#include "nn/engine/kernels/simd.h"
#include "nn/engine/kernels/tables.h"

namespace bach::engine::BACH_KERNEL_ISA {

void adam(const AdamStep& step, const AdamSpan& span) {
  const V16 beta1 = broadcast(step.beta1), share1 = broadcast(step.share1);
  const V16 beta2 = broadcast(step.beta2), share2 = broadcast(step.share2);
  const V16 step_size = broadcast(step.step_size);
  const V16 correction = broadcast(step.correction), epsilon = broadcast(step.epsilon);
  const V16 gradient_scale = broadcast(step.gradient_scale), keep = broadcast(step.keep);
  for (std::size_t at = 0; at < span.count; at += 16) {
    const V16 g = load(span.gradient + at) * gradient_scale;
    const V16 m = fma(load(span.first + at), beta1, g * share1);
    const V16 v = fma(load(span.second + at), beta2, g * g * share2);
    store(span.first + at, m);
    store(span.second + at, v);
    const V16 change = step_size * m / fma(sqrt(v), correction, epsilon);
    store(span.value + at, load(span.value + at) * keep - change);
  }
}

}  // namespace bach::engine::BACH_KERNEL_ISA
