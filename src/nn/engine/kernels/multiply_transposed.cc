// c = aᵀ · d over rows. A tile of R rows (of aᵀ) × N panels of c stays in registers while
// a stretch of rows passes by.
#include "nn/engine/kernel_table.h"
#include "nn/engine/kernels/emulated_products.h"
#include "nn/engine/kernels/tables.h"
#include "nn/engine/kernels/tile.h"

namespace bach::engine::BACH_KERNEL_ISA {
namespace {

// Rows taken at a time: 8 KiB of a and 8 KiB of each panel of d stay in the first-level cache. c is
// stored and loaded again between them, which changes no bit.
constexpr int kStretch = 128;

struct Stretch {
  const float* a;
  const float* d;
  int rows;
  bool first;
  const float* next;  // of a: the rows of the block after this one
};

template <int R, int N>
void outer_tile(const OuterProduct& s, const Stretch& from, float* c) {
  V16 acc[R][N];
#pragma GCC unroll 8
  for (int k = 0; k < R; ++k) {
#pragma GCC unroll 8
    for (int n = 0; n < N; ++n) {
      acc[k][n] = from.first ? broadcast(0.0f) : load(c + n * s.c_panel + k * 16);
    }
  }
  const float* a = from.a;
  const float* d = from.d;
#if defined(BACH_KERNEL_EMULATES_FMA)
  for (int r = 0; r < from.rows; r += kSteps, a += kSteps * 16, d += kSteps * 16) {
    const int steps = from.rows - r < kSteps ? from.rows - r : kSteps;
    add_products(acc, Factors<R>(a, 1, 16, steps), d, s.d_panel);
  }
#else
#pragma GCC unroll 4
  for (int r = 0; r < from.rows; ++r, a += 16, d += 16) {
    __builtin_prefetch(from.next + std::ptrdiff_t{r} * 16);
    V16 column[N];
#pragma GCC unroll 8
    for (int n = 0; n < N; ++n) column[n] = load(d + n * s.d_panel);
#pragma GCC unroll 8
    for (int k = 0; k < R; ++k) {
      const V16 factor = broadcast(a[k]);
#pragma GCC unroll 8
      for (int n = 0; n < N; ++n) acc[k][n] = fma(factor, column[n], acc[k][n]);
    }
  }
#endif
#pragma GCC unroll 8
  for (int k = 0; k < R; ++k) {
#pragma GCC unroll 8
    for (int n = 0; n < N; ++n) store(c + n * s.c_panel + k * 16, acc[k][n]);
  }
}

// The 16 rows of c that one block of a makes, of N panels.
template <int R, int N>
void outer_block(const OuterProduct& s, Stretch from, float* c) {
  constexpr Tiling kTiling = tile_rows(16, R);
  for (int tile = 0; tile < kTiling.tiles; ++tile) {
    if (tile < kTiling.larger) {
      outer_tile<kTiling.rows + 1, N>(s, from, c);
    } else {
      outer_tile<kTiling.rows, N>(s, from, c);
    }
    from.a += kTiling.rows_of(tile);
    c += kTiling.rows_of(tile) * 16;
  }
}

void outer_stretch(const OuterProduct& s, const Stretch& from) {
  for (int block = 0; block < s.k_blocks; ++block) {
    Stretch part = from;
    part.a += block * s.a_block;
    part.next = block + 1 < s.k_blocks ? part.a + s.a_block : part.a;
    float* c = s.c + std::ptrdiff_t{block} * 256;
    int p = 0;
    for (; p + kTilePanels <= s.panels; p += kTilePanels) {
      outer_block<kTileRows, kTilePanels>(s, part, c + p * s.c_panel);
      part.d += kTilePanels * s.d_panel;
    }
    for (; p < s.panels; ++p, part.d += s.d_panel) {
      outer_block<kTileRows, 1>(s, part, c + p * s.c_panel);
    }
  }
}

}  // namespace

void multiply_transposed(const OuterProduct& s) {
  for (int r = 0; r < s.rows; r += kStretch) {
    const int rows = s.rows - r < kStretch ? s.rows - r : kStretch;
    outer_stretch(s, {s.a + r * 16, s.d + r * 16, rows, r == 0, s.a});
  }
}

}  // namespace bach::engine::BACH_KERNEL_ISA
