#include "app/train/whole_pieces.h"

#include <algorithm>
#include <utility>

#include "lm/network_config_text.h"

namespace bach {

NetworkConfig with_network_options(NetworkConfig config, const TrainOptions& options) {
  config.layers = options.layers;
  config.hidden = options.hidden;
  config.layer_dropout = options.dropout;
  config.input_dropout = options.input_dropout;
  config.output_dropout = options.output_dropout;
  config.recurrent_dropout = options.recurrent_dropout;
  config.forget_bias = options.forget_bias;
  return config;
}

TrainingSetup whole_pieces_setup(const TrainOptions& options, const TrainingSummary& summary,
                                 NetworkConfig network) {
  TrainingSetup setup;
  setup.conditions["network"] = network_config_text(network);
  setup.network = std::move(network);
  setup.trainer.lanes = options.lanes;
  setup.trainer.steps = options.steps;
  setup.trainer.rates = options.rates;
  setup.trainer.weight_decay = options.weight_decay;
  setup.trainer.clip_norm = options.clip;
  setup.trainer.average = options.average;
  setup.trainer.lane_sums = options.lane_sums;
  setup.schedule = {options.learning_rate, options.warmup, options.decay};
  const auto of_epoch = [&](std::uint64_t notes) {
    if (options.batches == 0) return notes;
    const std::uint64_t per_batch = std::uint64_t{1} * options.lanes * options.steps;
    return std::min(notes, per_batch * options.batches);
  };
  setup.targets = of_epoch(summary.notes + summary.also_notes) *
                      static_cast<std::uint64_t>(options.epochs - options.alone) +
                  of_epoch(summary.notes) * static_cast<std::uint64_t>(options.alone);
  return setup;
}

void learn_lanes(EpochSource lanes, const TrainOptions& options, TrainingSetup& setup) {
  setup.source = [lanes = std::move(lanes), batches = options.batches](const Trainer& trainer) {
    return std::make_unique<LaneSource>(trainer, lanes, batches);
  };
}

void measure_lanes(std::vector<Lane> lanes, TrainingSetup& setup) {
  if (lanes.empty()) return;
  setup.held_out = [lanes = std::move(lanes)](Trainer& trainer) {
    return held_out_lanes(lanes)(trainer);
  };
}

}  // namespace bach
