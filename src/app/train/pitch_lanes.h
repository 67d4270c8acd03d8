// Pieces of pitch rows as lanes for a network over sequences.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "lm/batch.h"

namespace bach {

// One piece: the mark, then its rows, each with what follows it as target, the mark after the last.
Lane pitch_lane(std::span<const int> rows);

// All pieces in an order drawn for each epoch, cut into lanes as equal as can be; a piece that
// is cut goes on in the next lane with a fresh state. Decided by (seed, epoch). There are fewer
// lanes than asked for when there are fewer steps.
std::vector<Lane> pitch_lanes(std::span<const std::vector<int>> pieces, int lanes,
                              std::uint64_t seed, int epoch);

}  // namespace bach
