// V16: sixteen floats, as wide as the instruction set this file is compiled for: one register of
// 512 bits, two of 256, or sixteen numbers. For the kernels alone: they are compiled once for each
// level with BACH_KERNEL_ISA naming it, and everything here has internal linkage, so that no linker
// can put one level's code into another's hands.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(BACH_KERNEL_AVX512)
#include "nn/engine/kernels/simd_avx512.h"
#elif defined(BACH_KERNEL_AVX2)
#include "nn/engine/kernels/simd_avx2.h"
#else
#include "nn/engine/kernels/simd_portable.h"
#endif

namespace bach::engine::BACH_KERNEL_ISA {
namespace {

// The one order in which 16 lanes become a sum: halves onto halves.
[[maybe_unused]] float sum(V16 x) {
  float lane[16];
  store(lane, x);
  for (int width = 8; width > 0; width /= 2) {
    for (int i = 0; i < width; ++i) lane[i] += lane[i + width];
  }
  return lane[0];
}

[[maybe_unused]] float largest(V16 x) {
  float lane[16];
  store(lane, x);
  float most = lane[0];
  for (int i = 1; i < 16; ++i) most = lane[i] > most ? lane[i] : most;
  return most;
}

}  // namespace
}  // namespace bach::engine::BACH_KERNEL_ISA
