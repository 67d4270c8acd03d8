// What the presets that learn from whole pieces, laid side by side in lanes, have in common.
#pragma once

#include <vector>

#include "app/train/preset.h"

namespace bach {

// `config` with the sizes and rates of the options that all such networks have.
NetworkConfig with_network_options(NetworkConfig config, const TrainOptions& options);

// `network` and how it is trained; `summary` must count the notes.
TrainingSetup whole_pieces_setup(const TrainOptions& options, const TrainingSummary& summary,
                                 NetworkConfig network);

// Where the steps come from, and what is measured.
void learn_lanes(EpochSource lanes, const TrainOptions& options, TrainingSetup& setup);
void measure_lanes(std::vector<Lane> lanes, TrainingSetup& setup);

}  // namespace bach
