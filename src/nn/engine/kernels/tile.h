// How rows are cut into tiles: as evenly as can be, so that no tile is left with a row or two,
// which would leave the multiply-add units waiting.
#pragma once

#include "nn/engine/kernels/simd.h"

namespace bach::engine::BACH_KERNEL_ISA {
namespace {

struct Tiling {
  int tiles;
  int rows;    // of the smaller tiles
  int larger;  // tiles with one row more; they come first

  int rows_of(int tile) const { return rows + (tile < larger ? 1 : 0); }
};

// Tiles of at most `most` rows.
constexpr Tiling tile_rows(int rows, int most) {
  const int tiles = (rows + most - 1) / most;
  return {tiles, rows / tiles, rows % tiles};
}

}  // namespace
}  // namespace bach::engine::BACH_KERNEL_ISA
