// c (+)= a · b. A tile of R rows × N panels of c stays in registers while k passes by.
#include "nn/engine/kernels.h"
#include "nn/engine/kernels/tables.h"
#include "nn/engine/kernels/tile.h"

namespace bach::engine::BACH_KERNEL_ISA {
namespace {

// Blocks of k taken at a time: a panel of b of 16 KiB stays in the first-level cache while all rows
// pass by. c is stored and loaded again between them, which changes no bit.
constexpr int kDepth = 16;

template <int R, int N>
void multiply_tile(const Product& s, const float* a, const float* b, float* c, int k_blocks,
                   bool fresh) {
  V16 acc[R][N];
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) {
#pragma GCC unroll 8
    for (int n = 0; n < N; ++n) {
      acc[r][n] = fresh ? broadcast(0.0f) : load(c + n * s.c_panel + r * 16);
    }
  }
  for (int block = 0; block < k_blocks; ++block, a += s.a_block) {
#pragma GCC unroll 4
    for (int k = 0; k < 16; ++k, b += 16) {
      V16 from[N];
#pragma GCC unroll 8
      for (int n = 0; n < N; ++n) from[n] = load(b + n * s.b_panel);
#pragma GCC unroll 8
      for (int r = 0; r < R; ++r) {
        const V16 factor = broadcast(a[r * 16 + k]);
#pragma GCC unroll 8
        for (int n = 0; n < N; ++n) acc[r][n] = fma(factor, from[n], acc[r][n]);
      }
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) {
#pragma GCC unroll 8
    for (int n = 0; n < N; ++n) store(c + n * s.c_panel + r * 16, acc[r][n]);
  }
}

// The tile of `rows` rows, rows <= R.
template <int R, int N>
void multiply_rows(int rows, const Product& s, const float* a, const float* b, float* c,
                   int k_blocks, bool fresh) {
  if constexpr (R > 1) {
    if (rows < R) return multiply_rows<R - 1, N>(rows, s, a, b, c, k_blocks, fresh);
  }
  multiply_tile<R, N>(s, a, b, c, k_blocks, fresh);
}

// All rows of N panels.
template <int R, int N>
void multiply_panels(const Product& s, const float* a, const float* b, float* c, int k_blocks,
                     bool fresh) {
  const Tiling tiling = tile_rows(s.rows, R);
  for (int tile = 0; tile < tiling.tiles; ++tile) {
    const int rows = tiling.rows_of(tile);
    multiply_rows<R, N>(rows, s, a, b, c, k_blocks, fresh);
    a += rows * 16;
    c += rows * 16;
  }
}

template <int R, int N>
void multiply_tiled(const Product& s) {
  for (int block = 0; block < s.k_blocks; block += kDepth) {
    const int depth = s.k_blocks - block < kDepth ? s.k_blocks - block : kDepth;
    const bool fresh = s.fresh && block == 0;
    const float* a = s.a + block * s.a_block;
    const float* b = s.b + std::ptrdiff_t{block} * 256;
    int p = 0;
    for (; p + N <= s.panels; p += N) {
      multiply_panels<R, N>(s, a, b + p * s.b_panel, s.c + p * s.c_panel, depth, fresh);
    }
    for (; p < s.panels; ++p) {
      multiply_panels<R, 1>(s, a, b + p * s.b_panel, s.c + p * s.c_panel, depth, fresh);
    }
  }
}

}  // namespace

void multiply(const Product& s) {
  // With few rows, several panels side by side keep enough sums under way.
  if (s.rows == 1) return multiply_tiled<1, 4>(s);
  if (s.rows == 2) return multiply_tiled<2, 2>(s);
  multiply_tiled<kTileRows, kTilePanels>(s);
}

}  // namespace bach::engine::BACH_KERNEL_ISA
