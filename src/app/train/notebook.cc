// The teaching notebook's training: a network that sees windows of notes and predicts the next.
#include <algorithm>
#include <utility>

#include "app/train/music.h"
#include "app/train/preset.h"
#include "base/random.h"
#include "lm/window_config.h"
#include "token/pitch_vocabulary.h"
#include "token/pitch_windows.h"

namespace bach {
namespace {

// Training windows kept in the model file for compositions to start from.
constexpr std::uint32_t kStartsKept = 64;

WindowSet window_set(const PitchWindows& windows) {
  return {windows.rows(), windows.starts(), windows.length()};
}

std::vector<std::vector<int>> starts_of(const PitchWindows& windows, std::uint64_t seed) {
  const CounterRandom random(seed, Purpose::kStarts);
  const auto count = static_cast<std::uint32_t>(windows.size());
  std::vector<std::vector<int>> starts;
  for (std::uint32_t i = 0; i < std::min(kStartsKept, count); ++i) {
    const auto inputs = windows.inputs(random.below(count, 0, i, 0));
    starts.emplace_back(inputs.begin(), inputs.end());
  }
  return starts;
}

Result<TrainingSetup> prepare_notebook(const TrainOptions& options, const TrainingMusic& music,
                                       TrainingSummary& summary) {
  WindowConfig config;
  config.window = options.window;
  config.layers = options.layers;
  config.hidden = options.hidden;
  config.dense = options.dense;
  config.dropout = options.dropout;
  if (const Status valid = validate(config); !valid) return valid.error();
  if (options.batches < 1) {
    return invalid_argument("batches", "must be 1 or more with `preset` notebook");
  }
  const auto taken =
      take_pitches(music.pieces, options.holdout, notebook_notes, WithoutRow::kSkipPiece, summary);
  if (!taken) return taken.error();
  const auto windows = std::make_shared<const PitchWindows>(taken->pieces, options.window);
  const auto held_out = std::make_shared<const PitchWindows>(taken->held_out, options.window);
  summary.windows = windows->size();

  TrainingSetup setup;
  setup.network = window_network(config);
  setup.trainer = {.lanes = options.batch_size, .steps = options.window, .rates = options.rates};
  setup.source = [windows, options](const Trainer& trainer) {
    return std::make_unique<WindowSource>(trainer, window_set(*windows), options.batches,
                                          options.seed);
  };
  if (held_out->size() > 0) {
    setup.held_out = [held_out](Trainer& trainer) {
      return held_out_windows(window_set(*held_out))(trainer);
    };
  }
  setup.targets = std::uint64_t{1} * options.epochs * options.batches * options.batch_size;
  setup.vocabulary = kPitchVocabularyName;
  setup.vocabulary_fingerprint = pitch_vocabulary_fingerprint();
  setup.corpus_hash = corpus_hash(taken->pieces);
  setup.held_out_hash = corpus_hash(taken->held_out);
  setup.starts = starts_of(*windows, options.seed);
  setup.conditions["network"] = std::to_string(config.vocabulary) + " " +
                                std::to_string(config.window) + " " +
                                std::to_string(config.hidden) + " " + std::to_string(config.dense);
  return setup;
}

TrainOptions notebook_defaults() {
  const WindowConfig network;
  TrainOptions options;
  options.preset = "notebook";
  options.epochs = 2;
  options.batches = 300;
  options.batch_size = 64;
  options.window = network.window;
  options.layers = network.layers;
  options.hidden = network.hidden;
  options.dense = network.dense;
  options.dropout = network.dropout;
  return options;
}

}  // namespace

TrainPreset notebook_preset() {
  return {{{"notebook",
            "of windows of 20 pitches",
            {kWindowOptions},
            {{"preset"},
             {"layers"},
             {"epochs"},
             {"batches"},
             {"batch_size"},
             {"dropout"},
             {"seed"},
             {"holdout"},
             {"evaluate_every", Stored::kNever},
             {"patience", Stored::kNever}}},
           notebook_defaults()},
          prepare_notebook};
}

}  // namespace bach
