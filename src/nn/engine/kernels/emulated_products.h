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

#include "nn/engine/kernel_table.h"
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

// Two numbers in memory as doubles, two of four numbers; a double rounded to float; two and two as four floats; the low words
// of two and two; whether a mask has a bit; the smaller ones, y where x is not a number.
#if defined(__SSE2__)
inline D2 load_wide(const float* p) {
  return _mm_cvtps_pd(_mm_castpd_ps(_mm_load_sd(reinterpret_cast<const double*>(p))));
}
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
inline D2 load_wide(const float* p) {
  return (D2)wasm_f64x2_promote_low_f32x4(wasm_v128_load64_zero(p));
}
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
inline D2 load_wide(const float* p) { return D2{p[0], p[1]}; }
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

inline float smallest_of(F4 x) {
  const F4 half = smaller(x, __builtin_shufflevector(x, x, 2, 3, 2, 3));
  return half[0] < half[1] ? half[0] : half[1];
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
    if (step == 1 && count == kSteps) {
      take_rows(x, row);
      return;
    }
    for (int r = 0; r < R; ++r) {
      for (int k = 0; k < count; ++k) {
        const float each = x[r * row + k * step];
        const float size = __builtin_fabsf(each);
        number[r][k] = each;
        least = size > 0 && size < least ? size : least;
      }
    }
  }

 private:
  void take_rows(const float* x, std::ptrdiff_t row) {
    F4 smallest = four_of(least);
    for (int r = 0; r < R; ++r) {
      for (int k = 0; k < kSteps; k += 4) {
        const F4 each = load_four(x + r * row + k);
        const D2 wide[] = {promote_low(each), promote_high(each)};
        std::memcpy(&number[r][k], wide, sizeof wide);
        smallest = smaller_size(each, smallest);
      }
    }
    least = smallest_of(smallest);
  }
};

// What (3) needs of 16 factors: all are multiples of `unit`, unless that is 0; the sum of their sizes.
struct RowFacts {
  float unit, sum;
};

inline RowFacts row_facts(const float* x) {
  F4 units = four_of(3e38f), sums = {};
  for (int k = 0; k < 16; k += 4) {
    const F4 each = load_four(x + k);
    const I4 bits = (I4)each;
    // The last bit that is set, of numbers with 24 bits; what their first counts. Of subnormal
    // numbers that is 0; infinities and those that are none show in the sum.
    const I4 mantissa = (bits & 0x7FFFFF) | 0x800000;
    const F4 first = (F4)(bits & 0x7F800000);
    const F4 unit = __builtin_convertvector(mantissa & -mantissa, F4) * 0x1p-23f * first;
    units = smaller((F4)((I4)unit | ((each == 0.0f) & 0x7F7FFFFF)), units);
    sums += magnitude(each);
  }
  return {smallest_of(units), sums[0] + sums[1] + (sums[2] + sums[3])};
}

// Of a tile's rows, [R], and of the block of weights of its first panel; or nothing.
struct Known {
  const RowFacts* rows = nullptr;
  const BlockFacts* block = nullptr;
};

// What has to be looked at as products are added.
enum class Look {
  kNothing,  // (3): all sums are exact
  kTies,     // (1); sizes were looked at before
  kAll,      // (1) and (2)
};

// Whether all sums of a row are exact in double, which start from `sums`.
inline bool exact(const V16& sums, const RowFacts& row, const BlockFacts& block) {
  const float unit = row.unit * block.unit;
  if (!(unit >= 0x1p-126f)) return false;  // of which less is known
  F4 most = {}, least = four_of(3e38f);
  for (const F4 part : sums.part) {
    most = larger(magnitude(part), most);
    least = smaller_size(part, least);
  }
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
template <Look kLook, int R, int Q>
void add_quarters(Sums<R, Q>& sums, const Factors<R>& x, const float* w) {
  WideSums<R, Q> wide;
  wide.take(sums);
  [[maybe_unused]] F4 least = four_of(3e38f);
  int k = 0;
  for (; k + kGroup <= x.count; k += kGroup) {
    [[maybe_unused]] const WideSums<R, Q> before = wide;
    I4 half_way = {};
#pragma GCC unroll 4
    for (int i = k; i < k + kGroup; ++i) {
#pragma GCC unroll 4
      for (int q = 0; q < Q; ++q) {
        const float* each = w + i * 16 + q * 4;
        const D2 w_low = load_wide(each), w_high = load_wide(each + 2);
        if constexpr (kLook == Look::kAll) least = smaller_size(load_four(each), least);
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r) {
          const D2 factor = {x.number[r][i], x.number[r][i]};
          const D2 low = wide.low[r][q] + factor * w_low;
          const D2 high = wide.high[r][q] + factor * w_high;
          if constexpr (kLook != Look::kNothing)
            half_way |= (low_words(low, high) << 3) == kHalfWay;
          wide.low[r][q] = through_float(low);
          wide.high[r][q] = through_float(high);
        }
      }
    }
    if (kLook == Look::kNothing || !any(half_way)) continue;
    Sums<R, Q> again;
    before.give(again);
    add_one_by_one<R, Q>(again, x, w, k, k + kGroup);
    wide.take(again);
  }
  // (2): not told apart by row or step.
  if (kLook == Look::kAll && any(least * four_of(x.least) < 0x1p-125f)) {
    k = 0;
  } else {
    wide.give(sums);
  }
  add_one_by_one<R, Q>(sums, x, w, k, x.count);
}

template <int R, int N>
Look what_to_look_at(const V16 (&sums)[R][N], int n, const Factors<R>& x, const Known& known,
                     std::ptrdiff_t panel) {
  if (known.rows == nullptr || known.block[panel].unit == 0) return Look::kAll;
  bool all_exact = true;
  for (int r = 0; r < R && all_exact; ++r) {
    all_exact = exact(sums[r][n], known.rows[r], known.block[panel]);
  }
  if (all_exact) return Look::kNothing;
  return known.block[panel].least * x.least < 0x1p-125f ? Look::kAll : Look::kTies;
}

// The same of 16 numbers each, for N panels that are `w_panel` floats apart.
template <int R, int N>
void add_products(V16 (&sums)[R][N], const Factors<R>& x, const float* w, std::ptrdiff_t w_panel,
                  const Known& known = {}) {
  // Eight sums under way hide how long each step of one takes.
  constexpr int kQuarters = R == 1 ? 4 : R == 2 ? 2 : 1;
  for (int n = 0; n < N; ++n, w += w_panel) {
    const Look look = what_to_look_at(sums, n, x, known, n * (w_panel / 256));
    for (int part = 0; part < 4; part += kQuarters) {
      Sums<R, kQuarters> some;
      for (int r = 0; r < R; ++r) {
        for (int q = 0; q < kQuarters; ++q) some[r][q] = sums[r][n].part[part + q];
      }
      if (look == Look::kNothing) {
        add_quarters<Look::kNothing, R, kQuarters>(some, x, w + 4 * part);
      } else if (look == Look::kTies) {
        add_quarters<Look::kTies, R, kQuarters>(some, x, w + 4 * part);
      } else {
        add_quarters<Look::kAll, R, kQuarters>(some, x, w + 4 * part);
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
