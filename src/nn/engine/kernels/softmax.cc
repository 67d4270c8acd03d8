#include "nn/engine/kernel_table.h"
#include "nn/engine/kernels/activations.h"
#include "nn/engine/kernels/tables.h"

namespace bach::engine::BACH_KERNEL_ISA {

void softmax_loss(const SoftmaxLoss& s) {
  for (int r = 0; r < s.rows; ++r) {
    float* row = s.logits + r * 16;
    V16 most = load(row);
    for (int p = 1; p < s.panels; ++p) most = max(most, load(row + p * s.panel));
    const float largest_logit = largest(most);
    const V16 shift = broadcast(largest_logit);

    float* hit = row + s.targets[r] / 16 * s.panel + s.targets[r] % 16;
    s.largest[r] = largest_logit;
    s.hit[r] = *hit;

    V16 total = broadcast(0.0f);
    for (int p = 0; p < s.panels; ++p) {
      const V16 e = exp_of_negative(load(row + p * s.panel) - shift);
      total = total + e;
      if (s.backward) store(row + p * s.panel, e);
    }
    s.sum[r] = sum(total);
    if (!s.backward) continue;
    const float scale = s.scales[r];
    const V16 factor = broadcast(scale / s.sum[r]);
    for (int p = 0; p < s.panels; ++p) store(row + p * s.panel, load(row + p * s.panel) * factor);
    *hit -= scale;
  }
}

}  // namespace bach::engine::BACH_KERNEL_ISA
