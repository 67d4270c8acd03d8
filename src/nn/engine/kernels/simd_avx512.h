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

// Words of 32 bits in the low halves of 64; what stands in the high ones counts for nothing. See simd.h.
constexpr int kWords = 8;
struct Words {
  __m512i all;
};
struct WordProducts {
  Words high, low;
};
[[maybe_unused]] inline Words words(std::uint32_t x) { return {_mm512_set1_epi64(x)}; }
[[maybe_unused]] inline Words counted_words() {
  return {_mm512_setr_epi64(0, 4, 1, 5, 2, 6, 3, 7)};
}
[[maybe_unused]] inline Words operator+(Words a, Words b) {
  return {_mm512_add_epi64(a.all, b.all)};
}
[[maybe_unused]] inline WordProducts multiply_words(Words a, Words b) {
  const __m512i all = _mm512_maskz_mul_epu32(0xFF, a.all, b.all);
  return {{_mm512_maskz_srli_epi64(0xFF, all, 32)}, {all}};
}
[[maybe_unused]] inline Words exclusive_or(Words a, Words b, Words c) {
  return {_mm512_ternarylogic_epi64(a.all, b.all, c.all, 0x96)};
}
[[maybe_unused]] inline void store_kept(const Words (&word)[4], std::uint32_t threshold,
                                        float factor, float* to) {
  constexpr __mmask16 kHigh = 0xAAAA;
  const __m512i first =
      _mm512_mask_mov_epi32(word[0].all, kHigh, _mm512_maskz_slli_epi64(0xFF, word[1].all, 32));
  const __m512i second =
      _mm512_mask_mov_epi32(word[2].all, kHigh, _mm512_maskz_slli_epi64(0xFF, word[3].all, 32));
  const __m512i least = _mm512_set1_epi32(static_cast<int>(threshold));
  const __m512 kept = _mm512_set1_ps(factor);
  const auto store_quarter = [&](__m512i words, float* place) {
    _mm512_storeu_ps(place, _mm512_maskz_mov_ps(_mm512_cmpge_epu32_mask(words, least), kept));
  };
  store_quarter(_mm512_maskz_unpacklo_epi64(0xFF, first, second), to);
  store_quarter(_mm512_maskz_unpackhi_epi64(0xFF, first, second), to + 16);
}

}  // namespace
}  // namespace bach::engine::BACH_KERNEL_ISA
