// a · b + c, rounded once: std::fma, where it can be relied on.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

namespace bach::test {

// The same by other means: the product is exact in double, the sum is rounded to odd and so may be rounded
// once more (Boldo and Melquiond 2008).
inline float fused_by_hand(float a, float b, float c) {
  const double product = static_cast<double>(a) * b;
  double sum = product + c;
  const double share = sum - product;
  const double lost = (product - (sum - share)) + (c - share);
  std::uint64_t bits = 0;
  std::memcpy(&bits, &sum, sizeof bits);
  if ((lost > 0 || lost < 0) && bits % 2 == 0) {
    bits = (lost > 0) == (sum > 0) ? bits + 1 : bits - 1;
    std::memcpy(&sum, &bits, sizeof sum);
  }
  return static_cast<float>(sum);
}

// emscripten's fmaf is wrong once in a hundred million times, and more often near half-way.
inline float fused(float a, float b, float c) {
#if defined(__EMSCRIPTEN__)
  return fused_by_hand(a, b, c);
#else
  return std::fma(a, b, c);
#endif
}

}  // namespace bach::test
