// V16 as four short vectors in GCC's and clang's portable extension: any processor, with or without
// fused multiply-add. See simd.h.
#pragma once

#include <cstdint>
#include <cstring>

namespace bach::engine::BACH_KERNEL_ISA {
namespace {

using F4 = float __attribute__((vector_size(16)));
using U4 = std::uint32_t __attribute__((vector_size(16)));

struct V16 {
  F4 part[4];
};

#if defined(__FP_FAST_FMAF)
constexpr int kTileRows = 2;
constexpr int kTilePanels = 1;
#else
// See emulated_products.h: factors are made ready once for all panels of a tile.
constexpr int kTileRows = 4;
constexpr int kTilePanels = 4;
#endif

// a · b + c, rounded once.
#if defined(__FP_FAST_FMAF)
inline F4 fused(F4 a, F4 b, F4 c) {
  for (int i = 0; i < 4; ++i) c[i] = __builtin_fmaf(a[i], b[i], c[i]);
  return c;
}
#else
// See emulated_products.h.
#define BACH_KERNEL_EMULATES_FMA

using F2 = float __attribute__((vector_size(8)));
using D2 = double __attribute__((vector_size(16)));
using I2 = std::int64_t __attribute__((vector_size(16)));

// The product is exact in double. The sum is rounded to odd (its last bit records that something
// was lost), which makes rounding it once more, to float, exact: Boldo and Melquiond, "Emulation of
// FMA and Correctly Rounded Sums: Proved Algorithms Using Rounding to Odd" (2008). Many times
// faster than libm's fmaf where there is no such instruction.
inline F2 fused_pair(F2 a, F2 b, F2 c) {
  const D2 product = __builtin_convertvector(a, D2) * __builtin_convertvector(b, D2);
  const D2 addend = __builtin_convertvector(c, D2);
  const D2 sum = product + addend;
  const D2 share = sum - product;
  const D2 lost = (product - (sum - share)) + (addend - share);  // Knuth's TwoSum
  I2 bits;
  std::memcpy(&bits, &sum, sizeof bits);
  // Masks are −1 where true. A negative number grows towards zero as its bits count down.
  const I2 negative = sum < 0.0;
  const I2 towards = (lost < 0.0) - (lost > 0.0);
  bits += ((towards ^ negative) - negative) & ((bits & 1) - 1);
  D2 odd;
  std::memcpy(&odd, &bits, sizeof odd);
  return __builtin_convertvector(odd, F2);
}
inline F4 fused(F4 a, F4 b, F4 c) {
  const F2 low =
      fused_pair(__builtin_shufflevector(a, a, 0, 1), __builtin_shufflevector(b, b, 0, 1),
                 __builtin_shufflevector(c, c, 0, 1));
  const F2 high =
      fused_pair(__builtin_shufflevector(a, a, 2, 3), __builtin_shufflevector(b, b, 2, 3),
                 __builtin_shufflevector(c, c, 2, 3));
  return __builtin_shufflevector(low, high, 0, 1, 2, 3);
}
#endif

[[maybe_unused]] inline V16 load(const float* p) {
  V16 x;
  std::memcpy(&x, p, sizeof x);
  return x;
}
[[maybe_unused]] inline void store(float* p, V16 x) { std::memcpy(p, &x, sizeof x); }
[[maybe_unused]] inline V16 broadcast(float x) {
  const F4 all = {x, x, x, x};
  return {{all, all, all, all}};
}
[[maybe_unused]] inline V16 operator+(V16 a, V16 b) {
  for (int i = 0; i < 4; ++i) a.part[i] += b.part[i];
  return a;
}
[[maybe_unused]] inline V16 operator-(V16 a, V16 b) {
  for (int i = 0; i < 4; ++i) a.part[i] -= b.part[i];
  return a;
}
[[maybe_unused]] inline V16 operator*(V16 a, V16 b) {
  for (int i = 0; i < 4; ++i) a.part[i] *= b.part[i];
  return a;
}
[[maybe_unused]] inline V16 operator/(V16 a, V16 b) {
  for (int i = 0; i < 4; ++i) a.part[i] /= b.part[i];
  return a;
}
[[maybe_unused]] inline V16 fma(V16 a, V16 b, V16 c) {
  for (int i = 0; i < 4; ++i) c.part[i] = fused(a.part[i], b.part[i], c.part[i]);
  return c;
}
[[maybe_unused]] inline V16 sqrt(V16 x) {
  float lane[16];
  std::memcpy(lane, &x, sizeof lane);
  for (float& each : lane) each = __builtin_sqrtf(each);
  std::memcpy(&x, lane, sizeof lane);
  return x;
}
// a < b ? a : b and a > b ? a : b; the second when one is not a number.
[[maybe_unused]] inline V16 min(V16 a, V16 b) {
  for (int i = 0; i < 4; ++i) b.part[i] = a.part[i] < b.part[i] ? a.part[i] : b.part[i];
  return b;
}
[[maybe_unused]] inline V16 max(V16 a, V16 b) {
  for (int i = 0; i < 4; ++i) b.part[i] = a.part[i] > b.part[i] ? a.part[i] : b.part[i];
  return b;
}
// a < b ? x : 0
[[maybe_unused]] inline V16 where_less(V16 a, V16 b, V16 x) {
  for (int i = 0; i < 4; ++i) x.part[i] = a.part[i] < b.part[i] ? x.part[i] : F4{};
  return x;
}
// The low bits of x as the exponent of a float: bits << 23.
[[maybe_unused]] inline V16 low_bits_as_exponent(V16 x) {
  U4 bits[4];
  std::memcpy(bits, &x, sizeof bits);
  for (U4& each : bits) each <<= 23;
  std::memcpy(&x, bits, sizeof bits);
  return x;
}

// Words of 32 bits in the low halves of 64; what stands in the high ones counts for nothing. See simd.h.
// Spelt in vectors, since GCC 12 gets the same in loops wrong at -O3.
using U2 = std::uint64_t __attribute__((vector_size(16)));
constexpr int kWords = 8;
struct Words {
  U2 pair[4];
};
struct WordProducts {
  Words high, low;
};
[[maybe_unused]] inline Words words(std::uint32_t x) {
  const U2 both = {x, x};
  return {{both, both, both, both}};
}
[[maybe_unused]] inline Words counted_words() { return {{U2{0, 1}, U2{2, 3}, U2{4, 5}, U2{6, 7}}}; }
[[maybe_unused]] inline Words operator+(const Words& a, const Words& b) {
  return {
      {a.pair[0] + b.pair[0], a.pair[1] + b.pair[1], a.pair[2] + b.pair[2], a.pair[3] + b.pair[3]}};
}
[[maybe_unused]] inline WordProducts multiply_words(const Words& a, const Words& b) {
  WordProducts made;
  for (int i = 0; i < 4; ++i) {
    made.low.pair[i] = (a.pair[i] & 0xFFFFFFFFu) * (b.pair[i] & 0xFFFFFFFFu);
    made.high.pair[i] = made.low.pair[i] >> 32;
  }
  return made;
}
[[maybe_unused]] inline Words exclusive_or(const Words& a, const Words& b, const Words& c) {
  return {{a.pair[0] ^ b.pair[0] ^ c.pair[0], a.pair[1] ^ b.pair[1] ^ c.pair[1],
           a.pair[2] ^ b.pair[2] ^ c.pair[2], a.pair[3] ^ b.pair[3] ^ c.pair[3]}};
}
[[maybe_unused]] inline void store_kept(const Words (&word)[4], std::uint32_t threshold,
                                        float factor, float* to) {
  for (int i = 0; i < kWords; ++i) {
    for (int w = 0; w < 4; ++w, ++to) {
      const auto each = static_cast<std::uint32_t>(word[w].pair[i / 2][i % 2]);
      *to = each >= threshold ? factor : 0.0f;
    }
  }
}

}  // namespace
}  // namespace bach::engine::BACH_KERNEL_ISA
