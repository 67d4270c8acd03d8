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

// Words of 32 bits in the low halves of 64; what stands in the high ones counts for nothing. See simd.h.
constexpr int kWords = 4;
struct Words {
  __m256i all;
};
struct WordProducts {
  Words high, low;
};
[[maybe_unused]] inline Words words(std::uint32_t x) { return {_mm256_set1_epi64x(x)}; }
[[maybe_unused]] inline Words counted_words() { return {_mm256_setr_epi64x(0, 2, 1, 3)}; }
[[maybe_unused]] inline Words operator+(Words a, Words b) {
  return {_mm256_add_epi64(a.all, b.all)};
}
[[maybe_unused]] inline WordProducts multiply_words(Words a, Words b) {
  const __m256i all = _mm256_mul_epu32(a.all, b.all);
  return {{_mm256_srli_epi64(all, 32)}, {all}};
}
[[maybe_unused]] inline Words exclusive_or(Words a, Words b, Words c) {
  return {_mm256_xor_si256(_mm256_xor_si256(a.all, b.all), c.all)};
}
[[maybe_unused]] inline void store_kept(const Words (&word)[4], std::uint32_t threshold,
                                        float factor, float* to) {
  constexpr int kHigh = 0xAA;
  const __m256i first = _mm256_blend_epi32(word[0].all, _mm256_slli_epi64(word[1].all, 32), kHigh);
  const __m256i second = _mm256_blend_epi32(word[2].all, _mm256_slli_epi64(word[3].all, 32), kHigh);
  const __m256i least = _mm256_set1_epi32(static_cast<int>(threshold));
  const __m256 kept = _mm256_set1_ps(factor);
  const auto store_half = [&](__m256i words, float* place) {
    const __m256i enough = _mm256_cmpeq_epi32(_mm256_max_epu32(words, least), words);
    _mm256_storeu_ps(place, _mm256_and_ps(_mm256_castsi256_ps(enough), kept));
  };
  store_half(_mm256_unpacklo_epi64(first, second), to);
  store_half(_mm256_unpackhi_epi64(first, second), to + 8);
}

}  // namespace
}  // namespace bach::engine::BACH_KERNEL_ISA
