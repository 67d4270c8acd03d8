// V16 as two registers of 256 bits. See simd.h.
#pragma once

#include <immintrin.h>

namespace bach::engine::BACH_KERNEL_ISA {
namespace {

struct V16 {
  __m256 low, high;
};

// Rows of a tile: 6 × 2 sums, 2 registers of b and one broadcast fill the 16 registers.
constexpr int kTileRows = 6;
constexpr int kTilePanels = 1;

[[maybe_unused]] inline V16 load(const float* p) {
  return {_mm256_loadu_ps(p), _mm256_loadu_ps(p + 8)};
}
[[maybe_unused]] inline void store(float* p, V16 x) {
  _mm256_storeu_ps(p, x.low);
  _mm256_storeu_ps(p + 8, x.high);
}
[[maybe_unused]] inline V16 broadcast(float x) { return {_mm256_set1_ps(x), _mm256_set1_ps(x)}; }
[[maybe_unused]] inline V16 operator+(V16 a, V16 b) { return {a.low + b.low, a.high + b.high}; }
[[maybe_unused]] inline V16 operator-(V16 a, V16 b) { return {a.low - b.low, a.high - b.high}; }
[[maybe_unused]] inline V16 operator*(V16 a, V16 b) { return {a.low * b.low, a.high * b.high}; }
[[maybe_unused]] inline V16 operator/(V16 a, V16 b) { return {a.low / b.low, a.high / b.high}; }
// a · b + c, rounded once.
[[maybe_unused]] inline V16 fma(V16 a, V16 b, V16 c) {
  return {_mm256_fmadd_ps(a.low, b.low, c.low), _mm256_fmadd_ps(a.high, b.high, c.high)};
}
[[maybe_unused]] inline V16 sqrt(V16 x) { return {_mm256_sqrt_ps(x.low), _mm256_sqrt_ps(x.high)}; }
// a < b ? a : b and a > b ? a : b; the second when one is not a number.
[[maybe_unused]] inline V16 min(V16 a, V16 b) {
  return {_mm256_min_ps(a.low, b.low), _mm256_min_ps(a.high, b.high)};
}
[[maybe_unused]] inline V16 max(V16 a, V16 b) {
  return {_mm256_max_ps(a.low, b.low), _mm256_max_ps(a.high, b.high)};
}
// a < b ? x : 0
[[maybe_unused]] inline V16 where_less(V16 a, V16 b, V16 x) {
  return {_mm256_and_ps(_mm256_cmp_ps(a.low, b.low, _CMP_LT_OQ), x.low),
          _mm256_and_ps(_mm256_cmp_ps(a.high, b.high, _CMP_LT_OQ), x.high)};
}
// The low bits of x as the exponent of a float: bits << 23.
[[maybe_unused]] inline V16 low_bits_as_exponent(V16 x) {
  return {_mm256_castsi256_ps(_mm256_slli_epi32(_mm256_castps_si256(x.low), 23)),
          _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_castps_si256(x.high), 23))};
}

}  // namespace
}  // namespace bach::engine::BACH_KERNEL_ISA
