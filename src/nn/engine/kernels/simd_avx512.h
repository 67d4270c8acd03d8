// V16 as one register of 512 bits. See simd.h.
#pragma once

#include <immintrin.h>

namespace bach::engine::BACH_KERNEL_ISA {
namespace {

struct V16 {
  __m512 all;
};

// 8 × 2 sums, 2 of b, broadcasts from memory: 8 rows divide the usual batches and a panel's 16.
constexpr int kTileRows = 8;
constexpr int kTilePanels = 2;

[[maybe_unused]] inline V16 load(const float* p) { return {_mm512_loadu_ps(p)}; }
[[maybe_unused]] inline void store(float* p, V16 x) { _mm512_storeu_ps(p, x.all); }
[[maybe_unused]] inline V16 broadcast(float x) { return {_mm512_set1_ps(x)}; }
[[maybe_unused]] inline V16 operator+(V16 a, V16 b) { return {a.all + b.all}; }
[[maybe_unused]] inline V16 operator-(V16 a, V16 b) { return {a.all - b.all}; }
[[maybe_unused]] inline V16 operator*(V16 a, V16 b) { return {a.all * b.all}; }
[[maybe_unused]] inline V16 operator/(V16 a, V16 b) { return {a.all / b.all}; }
// a · b + c, rounded once.
[[maybe_unused]] inline V16 fma(V16 a, V16 b, V16 c) {
  return {_mm512_fmadd_ps(a.all, b.all, c.all)};
}
constexpr __mmask16 kAllLanes = 0xFFFF;
// The masked forms: GCC 12 warns of its own undefined operand in the plain ones (GCC bug 105593).
[[maybe_unused]] inline V16 sqrt(V16 x) { return {_mm512_maskz_sqrt_ps(kAllLanes, x.all)}; }
// a < b ? a : b and a > b ? a : b; the second when one is not a number.
[[maybe_unused]] inline V16 min(V16 a, V16 b) {
  return {_mm512_maskz_min_ps(kAllLanes, a.all, b.all)};
}
[[maybe_unused]] inline V16 max(V16 a, V16 b) {
  return {_mm512_maskz_max_ps(kAllLanes, a.all, b.all)};
}
// a < b ? x : 0
[[maybe_unused]] inline V16 where_less(V16 a, V16 b, V16 x) {
  return {_mm512_maskz_mov_ps(_mm512_cmp_ps_mask(a.all, b.all, _CMP_LT_OQ), x.all)};
}
// The low bits of x as the exponent of a float: bits << 23.
[[maybe_unused]] inline V16 low_bits_as_exponent(V16 x) {
  const __m512i bits = _mm512_castps_si512(x.all);
  return {_mm512_castsi512_ps(_mm512_maskz_slli_epi32(kAllLanes, bits, 23))};
}

}  // namespace
}  // namespace bach::engine::BACH_KERNEL_ISA
