// Chains of fused multiply-adds on machines that have none: acc += x · w over k, each sum rounded once
// to float, in four operations and a check where one at a time (fused() in simd_portable.h) takes ten.
//
// A sum lives in a double that holds a float. The product of two floats is exact in double; so is
// often the sum, and rounding it to double and then to float errs only
//  (1) where the rounded sum lies half-way between two floats: its last 29 bits are 1 and zeros;
//  (2) below 2^-126, where floats lie further apart. There every product that is 0 or at least 2^-125
//      in size makes an exact sum: what it nearly cancels is at most twice, at least half as large
//      (Sterbenz, "Floating-Point Computation", 1974).
// A stretch with (1) in it, or with factors too small for (2), is done again one at a time.
//  (3) Numbers with few bits, as weights that were halves, make (1) common, but then mostly every sum is
// exact: all are multiples of one unit and, counted in it, below 2^53. Where that is known of the
// weights nothing is looked at.
#pragma once

#include "nn/engine/kernels.h"
#include "nn/engine/kernels/simd.h"

#if defined(BACH_KERNEL_EMULATES_FMA)
#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace bach::engine::BACH_KERNEL_ISA {
namespace {

using I4 = std::int32_t __attribute__((vector_size(16)));

// Two of four numbers as doubles; a double rounded to float; two and two as four floats; the low words
// of two and two; whether a mask has a bit; the smaller ones, y where x is not a number.
#if defined(__SSE2__)
inline D2 promote_low(F4 x) { return _mm_cvtps_pd(x); }
inline D2 promote_high(F4 x) { return _mm_cvtps_pd(_mm_movehl_ps(x, x)); }
inline D2 through_float(D2 x) { return _mm_cvtps_pd(_mm_cvtpd_ps(x)); }
inline F4 demote(D2 low, D2 high) { return _mm_movelh_ps(_mm_cvtpd_ps(low), _mm_cvtpd_ps(high)); }
inline I4 low_words(D2 low, D2 high) {
  const F4 a = _mm_castpd_ps(low), b = _mm_castpd_ps(high);
  return (I4)_mm_shuffle_ps(a, b, _MM_SHUFFLE(2, 0, 2, 0));
}
inline bool any(I4 mask) { return _mm_movemask_epi8((__m128i)mask) != 0; }
inline F4 smaller(F4 x, F4 y) { return _mm_min_ps(x, y); }
inline F4 larger(F4 x, F4 y) { return _mm_max_ps(x, y); }
#elif defined(__wasm_simd128__)
inline D2 promote_low(F4 x) { return (D2)wasm_f64x2_promote_low_f32x4((v128_t)x); }
inline D2 promote_high(F4 x) { return promote_low(__builtin_shufflevector(x, x, 2, 3, 2, 3)); }
inline D2 through_float(D2 x) {
  v128_t demoted = wasm_f32x4_demote_f64x2_zero((v128_t)x);
  // Without this LLVM 14 takes the two apart into scalars.
  __asm__("" : "+r"(demoted));
  return (D2)wasm_f64x2_promote_low_f32x4(demoted);
}
inline F4 demote(D2 low, D2 high) {
  const F4 a = (F4)wasm_f32x4_demote_f64x2_zero((v128_t)low);
  const F4 b = (F4)wasm_f32x4_demote_f64x2_zero((v128_t)high);
  return __builtin_shufflevector(a, b, 0, 1, 4, 5);
}
inline I4 low_words(D2 low, D2 high) {
  return __builtin_shufflevector((I4)low, (I4)high, 0, 2, 4, 6);
}
inline bool any(I4 mask) { return wasm_v128_any_true((v128_t)mask); }
inline F4 smaller(F4 x, F4 y) { return (F4)wasm_f32x4_pmin((v128_t)y, (v128_t)x); }
inline F4 larger(F4 x, F4 y) { return (F4)wasm_f32x4_pmax((v128_t)y, (v128_t)x); }
#else
inline D2 promote_low(F4 x) { return D2{x[0], x[1]}; }
inline D2 promote_high(F4 x) { return D2{x[2], x[3]}; }
inline D2 through_float(D2 x) { return D2{static_cast<float>(x[0]), static_cast<float>(x[1])}; }
inline F4 demote(D2 low, D2 high) {
  return F4{static_cast<float>(low[0]), static_cast<float>(low[1]), static_cast<float>(high[0]),
            static_cast<float>(high[1])};
}
inline I4 low_words(D2 low, D2 high) {
  return __builtin_shufflevector((I4)low, (I4)high, 0, 2, 4, 6);
}
inline bool any(I4 mask) { return (mask[0] | mask[1] | mask[2] | mask[3]) != 0; }
inline F4 smaller(F4 x, F4 y) { return x < y ? x : y; }
inline F4 larger(F4 x, F4 y) { return x > y ? x : y; }
#endif

inline F4 load_four(const float* p) {
  F4 x;
  std::memcpy(&x, p, sizeof x);
  return x;
}
inline F4 four_of(float x) { return F4{x, x, x, x}; }
inline F4 magnitude(F4 x) { return (F4)((I4)x & 0x7FFFFFFF); }
constexpr std::int32_t kHalfWay = -0x7FFFFFFF - 1;  // the last 29 bits, shifted left by 3
// The smaller size of those that are not 0: these count as no number.
inline F4 smaller_size(F4 x, F4 least) {
  const I4 zero = x == 0.0f;
  return smaller((F4)((I4)magnitude(x) | zero), least);
}

// Steps taken before a look at (1).
constexpr int kGroup = 4;
// Steps at a time: their factors wait as doubles.
constexpr int kSteps = 16;

// Factors of R rows for up to kSteps steps, factor (r, k) at x[r · row + k · step].
template <int R>
struct Factors {
  double number[R][kSteps];
  float least = 3e38f;  // size of those that are not 0
  int count;

  Factors(const float* x, std::ptrdiff_t row, std::ptrdiff_t step, int steps)
      : count(steps < kSteps ? steps : kSteps) {
    for (int r = 0; r < R; ++r) {
      for (int k = 0; k < count; ++k) {
        const float each = x[r * row + k * step];
        const float size = __builtin_fabsf(each);
        number[r][k] = each;
        least = size > 0 && size < least ? size : least;
      }
    }
  }
};

// What (3) needs of 16 factors: all are multiples of `unit`; the sum of their sizes.
struct RowFacts {
  float unit, sum;
};

inline RowFacts row_facts(const float* x) {
  RowFacts facts{3e38f, 0};
  for (int i = 0; i < 16; ++i) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, x + i, sizeof bits);
    if ((bits & 0x7FFFFFFF) == 0) continue;
    const std::uint32_t exponent = bits >> 23 & 0xFF;
    // Subnormal numbers, infinities and those that are none: nothing is known.
    if (exponent == 0 || exponent == 0xFF) return {0, 0};
    const int zeros = __builtin_ctz((bits & 0x7FFFFF) | 0x800000);
    const int place = static_cast<int>(exponent) + zeros - 23;
    if (place <= 0) return {0, 0};
    const std::uint32_t unit_bits = static_cast<std::uint32_t>(place) << 23;
    float unit = 0;
    std::memcpy(&unit, &unit_bits, sizeof unit);
    facts.unit = unit < facts.unit ? unit : facts.unit;
    facts.sum += __builtin_fabsf(x[i]);
  }
  return facts;
}

// Of a tile's rows, [R], and of the block of weights of its first panel; or nothing.
struct Known {
  const RowFacts* rows = nullptr;
  const BlockFacts* block = nullptr;
};

// Whether all sums of a row are exact in double, which start from `sums`.
inline bool exact(const V16& sums, const RowFacts& row, const BlockFacts& block) {
  F4 most = {}, least = four_of(3e38f);
  for (const F4 part : sums.part) {
    most = larger(magnitude(part), most);
    least = smaller_size(part, least);
  }
  const float unit = row.unit * block.unit;
  // Sums are multiples of 2^-24 of their own size. Half of 2^53, for what rounding adds here.
  const F4 units = smaller(least * 0x1p-24f, four_of(unit));
  const F4 sizes = most + row.sum * block.most;
  return !any(~(sizes <= units * 0x1p52f));
}

// Q times four sums of each of R rows.
template <int R, int Q>
using Sums = F4[R][Q];

// Steps from … to − 1, one at a time.
template <int R, int Q>
void add_one_by_one(Sums<R, Q>& sums, const Factors<R>& x, const float* w, int from, int to) {
  for (int r = 0; r < R; ++r) {
    for (int k = from; k < to && k < kSteps; ++k) {
      const F4 factor = four_of(static_cast<float>(x.number[r][k]));
      for (int q = 0; q < Q; ++q) {
        sums[r][q] = fused(factor, load_four(w + k * 16 + q * 4), sums[r][q]);
      }
    }
  }
}

// The same sums as doubles.
template <int R, int Q>
struct WideSums {
  D2 low[R][Q], high[R][Q];

  void take(const Sums<R, Q>& sums) {
    for (int r = 0; r < R; ++r) {
      for (int q = 0; q < Q; ++q) {
        low[r][q] = promote_low(sums[r][q]);
        high[r][q] = promote_high(sums[r][q]);
      }
    }
  }
  void give(Sums<R, Q>& sums) const {
    for (int r = 0; r < R; ++r) {
      for (int q = 0; q < Q; ++q) sums[r][q] = demote(low[r][q], high[r][q]);
    }
  }
};

// sums[r] += Σ_k x[r][k] · w[k], where w[k] are 4 · Q numbers at w + 16 · k.
template <bool kExact, int R, int Q>
void add_quarters(Sums<R, Q>& sums, const Factors<R>& x, const float* w) {
  WideSums<R, Q> wide;
  wide.take(sums);
  F4 least = four_of(3e38f);
  int k = 0;
  for (; k + kGroup <= x.count; k += kGroup) {
    [[maybe_unused]] const WideSums<R, Q> before = wide;
    I4 half_way = {};
#pragma GCC unroll 4
    for (int i = k; i < k + kGroup; ++i) {
#pragma GCC unroll 4
      for (int q = 0; q < Q; ++q) {
        const F4 each = load_four(w + i * 16 + q * 4);
        const D2 w_low = promote_low(each), w_high = promote_high(each);
        if constexpr (!kExact) least = smaller_size(each, least);
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r) {
          const D2 factor = {x.number[r][i], x.number[r][i]};
          const D2 low = wide.low[r][q] + factor * w_low;
          const D2 high = wide.high[r][q] + factor * w_high;
          if constexpr (!kExact) half_way |= (low_words(low, high) << 3) == kHalfWay;
          wide.low[r][q] = through_float(low);
          wide.high[r][q] = through_float(high);
        }
      }
    }
    if (kExact || !any(half_way)) continue;
    Sums<R, Q> again;
    before.give(again);
    add_one_by_one<R, Q>(again, x, w, k, k + kGroup);
    wide.take(again);
  }
  // (2): not told apart by row or step.
  if (!kExact && any(least * four_of(x.least) < 0x1p-125f)) {
    k = 0;
  } else {
    wide.give(sums);
  }
  add_one_by_one<R, Q>(sums, x, w, k, x.count);
}

// The same of 16 numbers each, for N panels that are `w_panel` floats apart.
template <int R, int N>
void add_products(V16 (&sums)[R][N], const Factors<R>& x, const float* w, std::ptrdiff_t w_panel,
                  const Known& known = {}) {
  // Eight sums under way hide how long each step of one takes.
  constexpr int kQuarters = R == 1 ? 4 : R == 2 ? 2 : 1;
  for (int n = 0; n < N; ++n, w += w_panel) {
    bool all_exact = known.rows != nullptr;
    for (int r = 0; r < R && all_exact; ++r) {
      all_exact = exact(sums[r][n], known.rows[r], known.block[n * (w_panel / 256)]);
    }
    for (int part = 0; part < 4; part += kQuarters) {
      Sums<R, kQuarters> some;
      for (int r = 0; r < R; ++r) {
        for (int q = 0; q < kQuarters; ++q) some[r][q] = sums[r][n].part[part + q];
      }
      if (all_exact) {
        add_quarters<true, R, kQuarters>(some, x, w + 4 * part);
      } else {
        add_quarters<false, R, kQuarters>(some, x, w + 4 * part);
      }
      for (int r = 0; r < R; ++r) {
        for (int q = 0; q < kQuarters; ++q) sums[r][n].part[part + q] = some[r][q];
      }
    }
  }
}

}  // namespace
}  // namespace bach::engine::BACH_KERNEL_ISA

#endif
