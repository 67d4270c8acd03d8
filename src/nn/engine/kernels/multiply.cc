// c = start + a · b. A tile of R rows × N panels of c stays in registers while k passes by.
#include "nn/engine/kernel_table.h"
#include "nn/engine/kernels/emulated_products.h"
#include "nn/engine/kernels/tables.h"
#include "nn/engine/kernels/tile.h"

namespace bach::engine::BACH_KERNEL_ISA {
namespace {

// Blocks of k taken at a time: a panel of b of 16 KiB stays in the first-level cache while all rows
// pass by. c is stored and loaded again between them, which changes no bit.
constexpr int kDepth = 16;

// Where a tile or a run of tiles stands.
struct Place {
  int row;    // first of the tile
  int panel;  // likewise
  int block;  // first of k
  int depth;  // blocks of k
  const float*
      next;  // of b: what is multiplied after these panels, from where it is not asked for yet
#if defined(BACH_KERNEL_EMULATES_FMA)
  const RowFacts* rows_known =
      nullptr;  // of a, [depth][s.rows], from `block` on; null: nothing is known
#endif
};

V16 start_of(const Product& s, Start start, int row, int panel, const float* c) {
  if (start == Start::kKeep) return load(c);
  if (start == Start::kZero) return broadcast(0.0f);
  V16 sum = load(s.sums.bias + panel * 16);
  const float* table = s.sums.table + panel * s.sums.table_panel;
  const int* index = s.sums.list.index + row * s.sums.list.per_row;
  for (int j = 0; j < s.sums.list.per_row; ++j) {
    sum = sum + load(table + std::ptrdiff_t{index[j]} * 16);
  }
  return sum;
}

// Lines of the cache that a tile asks for, of each block of k and panel: eight tiles ask for it all.
constexpr int kLinesAhead = 2;

[[maybe_unused]] inline void prefetch_lines(const float* from) {
#pragma GCC unroll 2
  for (int line = 0; line < kLinesAhead; ++line) __builtin_prefetch(from + line * 16, 0, 2);
}

template <int R, int N>
void multiply_tile(const Product& s, Place at) {
  // Without depth there may be no matrix at all.
  const float* a = at.depth == 0 ? s.a : s.a + at.block * s.a_block + at.row * 16;
  const float* b = s.b + at.panel * s.b_panel + std::ptrdiff_t{at.block} * 256;
  float* c = s.c + at.panel * s.c_panel + at.row * 16;
  const Start start = at.block == 0 ? s.start : Start::kKeep;
  V16 acc[R][N];
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) {
#pragma GCC unroll 8
    for (int n = 0; n < N; ++n) {
      acc[r][n] = start_of(s, start, at.row + r, at.panel + n, c + n * s.c_panel + r * 16);
    }
  }
  for (int block = 0; block < at.depth; ++block, a += s.a_block) {
#if defined(BACH_KERNEL_EMULATES_FMA)
    const std::ptrdiff_t known = at.panel * (s.b_panel / 256) + at.block + block;
    add_products(acc, Factors<R>(a, 16, 1, 16), b, s.b_panel,
                 at.rows_known == nullptr
                     ? Known{}
                     : Known{at.rows_known + block * s.rows + at.row, s.facts + known});
    b += 256;
#else
    // Larger networks' weights come from the third-level cache or from memory.
    if constexpr (R == kTileRows) {
#pragma GCC unroll 8
      for (int n = 0; n < N; ++n) prefetch_lines(at.next + n * s.b_panel + block * 256);
    }
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
#endif
  }
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) {
#pragma GCC unroll 8
    for (int n = 0; n < N; ++n) store(c + n * s.c_panel + r * 16, acc[r][n]);
  }
}

// The tile of `rows` rows, rows <= R.
template <int R, int N>
void multiply_rows(int rows, const Product& s, Place at) {
  if constexpr (R > 1) {
    if (rows < R) return multiply_rows<R - 1, N>(rows, s, at);
  }
  multiply_tile<R, N>(s, at);
}

// Asks for the rows of the table that the tile after this one starts from: no processor guesses
// them.
void prefetch_start(const Product& s, int row, int rows, int panel) {
  const int per_row = s.sums.list.per_row;
  const float* table = s.sums.table + panel * s.sums.table_panel;
  const int* index = s.sums.list.index + row * per_row;
  for (int i = 0; i < rows * per_row; ++i) {
    __builtin_prefetch(table + std::ptrdiff_t{index[i]} * 16);
  }
}

// All rows of N panels.
template <int R, int N>
void multiply_panels(const Product& s, Place at) {
  const Tiling tiling = tile_rows(s.rows, R);
  for (int tile = 0; tile < tiling.tiles; ++tile) {
    const int rows = tiling.rows_of(tile);
    if (s.start == Start::kRowSums && at.block == 0) {
      const bool last = tile + 1 == tiling.tiles;
      for (int n = 0; n < N; ++n) {
        const int panel = at.panel + n + (last ? N : 0);
        if (panel < s.panels) {
          prefetch_start(s, last ? 0 : at.row + rows, tiling.rows_of(last ? 0 : tile + 1), panel);
        }
      }
    }
    multiply_rows<R, N>(rows, s, at);
    at.row += rows;
    at.next += kLinesAhead * 16;
  }
}

template <int R, int N>
void multiply_tiled(const Product& s) {
#if defined(BACH_KERNEL_EMULATES_FMA)
  constexpr int kMostRows = 64;
  RowFacts rows_known[kDepth * kMostRows];
  const bool known = s.facts != nullptr && s.rows <= kMostRows;
#endif
  int block = 0;
  do {
    const int depth = s.k_blocks - block < kDepth ? s.k_blocks - block : kDepth;
    Place place{0, 0, block, depth, s.b};
#if defined(BACH_KERNEL_EMULATES_FMA)
    if (known) {
      for (int k = 0; k < depth; ++k) {
        for (int r = 0; r < s.rows; ++r) {
          rows_known[k * s.rows + r] = row_facts(s.a + (block + k) * s.a_block + r * 16);
        }
      }
      place.rows_known = rows_known;
    }
#endif
    int& p = place.panel;
    for (; p + N <= s.panels; p += N) {
      const bool deeper = p + 2 * N > s.panels && block + depth < s.k_blocks;
      place.next = deeper ? s.b + (block + depth) * 256
                          : s.b + (p + N) * s.b_panel + std::ptrdiff_t{block} * 256;
      multiply_panels<R, N>(s, place);
    }
    place.next = s.b;
    for (; p < s.panels; ++p) multiply_panels<R, 1>(s, place);
    block += kDepth;
  } while (block < s.k_blocks);
}

}  // namespace

void multiply(const Product& s) {
  // With few rows, several panels side by side keep enough sums under way.
  if (s.rows == 1) return multiply_tiled<1, 4>(s);
  if (s.rows == 2) return multiply_tiled<2, 2>(s);
  multiply_tiled<kTileRows, kTilePanels>(s);
}

}  // namespace bach::engine::BACH_KERNEL_ISA
