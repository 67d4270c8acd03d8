// The Adam optimiser (Kingma and Ba, 2015), step for step as PyTorch computes it:
//
//   m ← β₁m + (1 − β₁)g     v ← β₂v + (1 − β₂)g²
//   p ← p − lr / (1 − β₁^t) · m / (√v / √(1 − β₂^t) + ε)
#pragma once

namespace bach {

struct AdamOptions {
  double learning_rate = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
};

}  // namespace bach
