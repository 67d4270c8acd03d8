// exp, sigmoid and tanh for the kernels: branch-free, so that loops over them vectorise, and made
// of +, −, ×, ÷ alone, so that every compiler and machine gives the same bits.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

namespace bach {
namespace activations {

// What differs between the two widths: ln 2 in two parts (n·kLn2High is exact), the number whose
// addition rounds to an integer and leaves it in the low bits, and the range without overflow.
template <typename T>
struct Exp;

template <>
struct Exp<float> {
  using Bits = std::uint32_t;
  static constexpr int kMantissaBits = 23;
  static constexpr Bits kOne = 0x3F800000u;
  static constexpr float kRounder = 0x1.8p23f;
  static constexpr float kInverseLn2 = 0x1.715476p+0f;
  static constexpr float kLn2High = 0x1.62e4p-1f;
  static constexpr float kLn2Low = 0x1.7f7d1cp-20f;
  static constexpr float kMost = 87.0f;
  // 1/k!: Taylor; the first term left out is below 6e-9.
  static constexpr float kSeries[] = {1.0f,      1.0f,       1.0f / 2,   1.0f / 6,
                                      1.0f / 24, 1.0f / 120, 1.0f / 720, 1.0f / 5040};
};

template <>
struct Exp<double> {
  using Bits = std::uint64_t;
  static constexpr int kMantissaBits = 52;
  static constexpr Bits kOne = 0x3FF0000000000000u;
  static constexpr double kRounder = 0x1.8p52;
  static constexpr double kInverseLn2 = 0x1.71547652b82fep+0;
  static constexpr double kLn2High = 0x1.62e42feep-1;
  static constexpr double kLn2Low = 0x1.a39ef35793c76p-33;
  static constexpr double kMost = 700.0;
  // The first term left out is below 5e-18.
  static constexpr double kSeries[] = {1.0,
                                       1.0,
                                       1.0 / 2,
                                       1.0 / 6,
                                       1.0 / 24,
                                       1.0 / 120,
                                       1.0 / 720,
                                       1.0 / 5040,
                                       1.0 / 40320,
                                       1.0 / 362880,
                                       1.0 / 3628800,
                                       1.0 / 39916800,
                                       1.0 / 479001600,
                                       1.0 / 6227020800};
};

}  // namespace activations

// e^x for x clamped to ±87 (float) or ±700 (double). Relative error below 1.5e-7 or 1e-15. NaN in,
// NaN out.
template <typename T>
inline T kernel_exp(T x) {
  using E = activations::Exp<T>;
  x = std::min(std::max(x, -E::kMost), E::kMost);
  const T shifted = x * E::kInverseLn2 + E::kRounder;
  const T n = shifted - E::kRounder;
  const T r = (x - n * E::kLn2High) - n * E::kLn2Low;  // Cody and Waite; |r| <= 0.347
  constexpr int kTerms = sizeof(E::kSeries) / sizeof(T);
  T sum = E::kSeries[kTerms - 1];
  for (int k = kTerms - 2; k >= 0; --k) sum = sum * r + E::kSeries[k];
  const auto exponent = std::bit_cast<typename E::Bits>(shifted) << E::kMantissaBits;
  return sum * std::bit_cast<T>(exponent + E::kOne);
}

// 1 / (1 + e^−x). Absolute error below 1e-7 (float).
template <typename T>
inline T sigmoid(T x) {
  return T{1} / (T{1} + kernel_exp(-x));
}

// Absolute error below 2e-7 (float).
template <typename T>
inline T kernel_tanh(T x) {
  return T{1} - T{2} / (kernel_exp(2 * x) + T{1});
}

}  // namespace bach
