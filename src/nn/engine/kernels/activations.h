// exp, sigmoid and tanh on 16 lanes, in fused operations alone: the same bits at every level.
#pragma once

#include "nn/engine/kernels/simd.h"

namespace bach::engine::BACH_KERNEL_ISA {
namespace {

// e^x = scale · (1 + fraction), with scale a power of two.
struct SplitExp {
  V16 scale;
  V16 fraction;  // e^r − 1, |r| <= 0.347
};

// x in −87.3 … 88. Cody and Waite's reduction; adding the rounder leaves n + 127 in the low bits.
inline SplitExp split_exp(V16 x) {
  const V16 rounder = broadcast(0x1.8p23f + 127.0f);
  const V16 shifted = fma(x, broadcast(0x1.715476p+0f), rounder);
  const V16 n = shifted - rounder;
  const V16 r = fma(n, broadcast(-0x1.7f7d1cp-20f), fma(n, broadcast(-0x1.62e4p-1f), x));
  // (e^r − 1 − r) / r², least squares towards the least greatest error: 4e-9 relative in e^r.
  V16 q = broadcast(0x1.6a23d0p-10f);
  q = fma(q, r, broadcast(0x1.123a20p-7f));
  q = fma(q, r, broadcast(0x1.5558f2p-5f));
  q = fma(q, r, broadcast(0x1.555492p-3f));
  q = fma(q, r, broadcast(0x1.fffffcp-2f));
  return {low_bits_as_exponent(shifted), fma(r * r, q, r)};
}

// NaN stays NaN.
inline V16 clamp(V16 x, float most) { return min(broadcast(most), max(broadcast(-most), x)); }

// e^x for x <= 0; exactly 0 below −87. Relative error below 1.2e-7.
[[maybe_unused]] inline V16 exp_of_negative(V16 x) {
  const SplitExp e = split_exp(max(broadcast(-87.0f), x));
  return where_less(broadcast(-87.0f), x, fma(e.scale, e.fraction, e.scale));
}

// 1 / (1 + e^−x). Relative error below 3e-7.
[[maybe_unused]] inline V16 sigmoid(V16 x) {
  const V16 one = broadcast(1.0f);
  const SplitExp e = split_exp(clamp(broadcast(0.0f) - x, 87.0f));
  return one / (one + fma(e.scale, e.fraction, e.scale));
}

// (e^2x − 1) / (e^2x + 1), with e^2x − 1 taken before it could cancel: relative error below 4e-7.
[[maybe_unused]] inline V16 tanh(V16 x) {
  const SplitExp e = split_exp(clamp(x + x, 30.0f));
  const V16 less_one = fma(e.scale, e.fraction, e.scale - broadcast(1.0f));
  return less_one / (less_one + broadcast(2.0f));
}

}  // namespace
}  // namespace bach::engine::BACH_KERNEL_ISA
