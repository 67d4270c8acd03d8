#include "base/half.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace bach {
namespace {

constexpr std::uint32_t kInfiniteHalf = 0x7C00;
constexpr std::uint32_t kLargestHalf = 0x7BFF;
constexpr int kShift = 23 - 10;              // between the fractions
constexpr std::uint32_t kRebias = 127 - 15;  // between the exponents

}  // namespace

std::uint16_t half_from_float(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = bits >> 16 & 0x8000;
  std::uint32_t half = 0;
  if (std::isnan(value)) {
    half = kInfiniteHalf | 0x200;
  } else if (std::isinf(value)) {
    half = kInfiniteHalf;
  } else if (const float size = std::fabs(value); size < 0x1p-14f) {
    // Multiples of 2⁻²⁴; the sum leaves them in the fraction, rounded as the standard does.
    half = std::bit_cast<std::uint32_t>(size + 0.5f) - std::bit_cast<std::uint32_t>(0.5f);
  } else {
    const std::uint32_t magnitude = (bits & 0x7FFFFFFF) - (kRebias << 23);
    const std::uint32_t odd = magnitude >> kShift & 1;
    half = (magnitude + ((1u << (kShift - 1)) - 1) + odd) >> kShift;
    half = std::min(half, kLargestHalf);
  }
  return static_cast<std::uint16_t>(sign | half);
}

float float_from_half(std::uint16_t half) {
  const std::uint32_t sign = std::uint32_t{half & 0x8000u} << 16;
  const std::uint32_t exponent = half >> 10 & 0x1F, fraction = half & 0x3FF;
  if (exponent == 0) {
    const float size = static_cast<float>(fraction) * 0x1p-24f;
    return sign != 0 ? -size : size;
  }
  const std::uint32_t raised = exponent == 0x1F ? 0xFF : exponent + kRebias;
  return std::bit_cast<float>(sign | raised << 23 | fraction << kShift);
}

}  // namespace bach
