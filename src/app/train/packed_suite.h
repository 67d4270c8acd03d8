// The suite preset on a packed set.
#pragma once

#include <cstdint>
#include <memory>

#include "app/train/packed_lanes.h"
#include "app/train/preset.h"
#include "harmony/parameters.h"
#include "suite/preset.h"

namespace bach {

// Records note by note, the chords and motives of a piece heard when a lane comes to it. What is drawn
// for a piece follows from the seed, the epoch and the piece's hash.
PackedSteps suite_steps(std::shared_ptr<const PackedSet> set, std::uint64_t seed,
                        const FinderParameters& finder, const SuiteAugmentation& augmentation);

// Pieces to learn from, beginnings of the order of epoch 0, for what is learned of plans: up to 64 of
// up to 512 quarters each and 16,384 notes together. Errors: those of Shard.
Result<std::vector<SuitePiece>> sample_of(const PackedSet& set, std::uint64_t seed);

}  // namespace bach
