#include "app/train/packed_music.h"

#include <filesystem>
#include <utility>

namespace bach {
namespace {

std::string counted_pieces(std::size_t count, std::size_t all) {
  return std::to_string(count) + " of " + std::to_string(all) + " pieces";
}

}  // namespace

bool is_packed_input(const std::vector<std::string>& inputs) {
  return inputs.size() == 1 && is_packed_set(inputs.front());
}

Status describe_packed(const TrainOptions& options, const PackedSet& set, PackedTokens tokens,
                       std::size_t measured, TrainingSummary& summary) {
  if (!options.also.empty() || options.alone > 0) {
    return invalid_argument("also", "is not for packed sets: pack all of it into one");
  }
  if (!options.holdout.empty()) {
    return invalid_argument("holdout",
                            "is not for packed sets: what is held out was decided when "
                            "the set was packed");
  }
  if (options.choice != MusicChoice()) {
    return invalid_argument("inputs", options.inputs.front() +
                                          " is a packed set: what it is to have of the music was "
                                          "chosen by `bach corpus pack`");
  }
  PackedMusic music;
  std::size_t without = 0;
  std::uint64_t dropped = 0;
  for (const Shard& shard : set.shards()) {
    for (std::size_t piece = 0; piece < shard.size(); ++piece) {
      const std::uint32_t notes = shard.notes(piece, tokens);
      without += notes == 0 ? 1 : 0;
      if (notes == 0) continue;
      dropped += shard.facts(piece).dropped;
      ++(shard.held_out(piece) ? music.held_out : music.pieces);
      if (!shard.held_out(piece)) summary.notes += notes;
    }
  }
  music.measured = measured;
  summary.packed = music;
  if (music.pieces == 0) {
    return Error{ErrorCode::kInvalidData,
                 options.inputs.front() +
                     ": no piece of the set is to be learned from by the preset " + options.preset,
                 {}};
  }
  if (without > 0) {
    summary.warnings.push_back(counted_pieces(without, set.size()) +
                               " left out: the preset has no tokens of them");
  }
  if (dropped > 0) {
    summary.warnings.push_back(std::to_string(dropped) +
                               " notes left out: no token says their pitch");
  }
  return {};
}

void learn_packed(PackedSteps steps, const TrainOptions& options, TrainingSetup& setup) {
  setup.corpus_hash = steps.set->fingerprint();
  // So that a set gives one model in however many processes.
  setup.trainer.lane_sums = true;
  setup.conditions["order of sums"] = "lanes";
  setup.source = [steps = std::move(steps), seed = options.seed, batches = options.batches,
                  threads = options.threads](const Trainer& trainer) {
    return std::make_unique<PackedBatches>(trainer, steps, seed, batches, threads);
  };
}

}  // namespace bach
