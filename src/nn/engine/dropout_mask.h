// Dropout masks (see nn/dropout.h for which unit stays) in the engine's layout.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/random.h"
#include "nn/engine/blocked.h"
#include "nn/engine/kernel_table.h"

namespace bach::engine {

// Which numbers are drawn, and how many units they drop.
struct DropoutDraw {
  std::uint64_t seed, step;
  std::uint32_t site;
  double rate;
  std::uint32_t first_row = 0;  // the number of row 0
};

struct MaskShape {
  int steps;  // 1 for a mask without time
  int rows;   // held
  int units;
};

// Fills the lanes in range of a mask [panels of units][rows][16] in which lane l at step t is row
// t · lanes + l: it has the factors of row l, unit = t · units + u.
void fill_sequence_mask(const KernelTable& kernels, const DropoutDraw& draw, const MaskShape& shape,
                        int lanes, RowRange range, float* mask);

// Calls write(k, factors, count) for units first_unit … first_unit + units − 1 of a row's mask, in
// runs that begin with k = 0.
template <typename Write>
void for_each_factor_run(const KernelTable& kernels, const DropoutDraw& draw, std::uint32_t row,
                         std::uint32_t first_unit, int units, Write write) {
  constexpr int kRun = 960;  // units; with those before them in their group of four, 16 · 64
  alignas(64) float factors[1024];
  const CounterRandom random(draw.seed, Purpose::kDropout);
  const auto key = random.key();
  for (int k = 0; k < units; k += kRun) {
    const int count = std::min(kRun, units - k);
    const std::uint32_t unit = first_unit + static_cast<std::uint32_t>(k);
    const auto skipped = static_cast<int>(unit % 4);
    const auto counter =
        random.counter(draw.step, (draw.site << 24) + draw.first_row + row, unit / 4);
    const int blocks = (skipped + count + 63) / 64 * 16;
    kernels.draw_mask({counter.data(), key.data(), static_cast<std::uint32_t>(draw.rate * 0x1p32),
                       static_cast<float>(1.0 / (1.0 - draw.rate)), factors, blocks});
    write(k, factors + skipped, count);
  }
}

}  // namespace bach::engine
