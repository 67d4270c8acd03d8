// Dropout masks (see nn/dropout.h for which unit stays) in the engine's layout.
#pragma once

#include <cstdint>

#include "nn/engine/lstm_layer.h"

namespace bach::engine {

struct MaskShape {
  int steps;  // 1 for a mask without time
  int rows;   // held
  int units;
};

// Fills the rows in range of a mask [steps][panels of units][rows][16] with the factors of
// fill_dropout_mask(), unit = t · units + u. Padding becomes 0.
void fill_blocked_mask(std::uint64_t seed, std::uint64_t step, std::uint32_t site, double rate,
                       const MaskShape& shape, RowRange rows, float* mask);

// The same where lane l at step t is row t · lanes + l of a mask [panels of units][rows][16]: row l
// of fill_dropout_mask(), unit = t · units + u. Fills the lanes in range.
void fill_sequence_mask(std::uint64_t seed, std::uint64_t step, std::uint32_t site, double rate,
                        const MaskShape& shape, int lanes, RowRange range, float* mask);

}  // namespace bach::engine
