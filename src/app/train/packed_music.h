// Training on a packed set: what its presets have in common.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "app/train.h"
#include "app/train/packed_lanes.h"
#include "app/train/preset.h"
#include "packed/set.h"

namespace bach {

// Held-out music is measured on up to so many notes: those of all of a large set would take longer than
// the training between two measures.
inline constexpr std::size_t kMostMeasuredNotes = 65536;

// Whether the inputs are one packed set.
bool is_packed_input(const std::vector<std::string>& inputs);

// Fills in `summary` what is to be learned from and measured on, with a warning a cause. Errors: options
// that need the music in memory; nothing to learn from.
Status describe_packed(const TrainOptions& options, const PackedSet& set, PackedTokens tokens,
                       std::size_t measured, TrainingSummary& summary);

// Where the batches come from, and what a model file says of the music.
void learn_packed(PackedSteps steps, const TrainOptions& options, TrainingSetup& setup);

}  // namespace bach
