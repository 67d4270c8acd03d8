#include "app/train.h"

#include <algorithm>
#include <utility>

#include "app/train/music.h"
#include "app/train/run_description.h"
#include "base/number_text.h"
#include "base/random.h"
#include "base/thread_pool.h"
#include "lm/sequence_parameters.h"
#include "lm/sequence_trainer.h"
#include "nn/engine/isa.h"
#include "token/pitch_vocabulary.h"
#include "token/pitch_windows.h"

namespace bach {
namespace {

// Training windows kept in the model file for compositions to start from.
constexpr std::uint32_t kStartsKept = 64;

std::vector<std::vector<int>> rows_of(const std::vector<PieceRows>& pieces) {
  std::vector<std::vector<int>> rows;
  for (const PieceRows& piece : pieces) rows.push_back(piece.rows);
  return rows;
}

WindowSet window_set(const PitchWindows& windows) {
  return {windows.rows(), windows.starts(), windows.length()};
}

// The options that decided the result.
std::string command_of(const TrainOptions& options, const std::vector<TrainingPiece>& held_out) {
  std::string command =
      "train --preset notebook --layers " + std::to_string(options.config.layers) + " --epochs " +
      std::to_string(options.plan.epochs) + " --batches " + std::to_string(options.plan.batches) +
      " --batch-size " + std::to_string(options.batch_size) + " --dropout " +
      number_text(options.config.dropout) + " --seed " + std::to_string(options.plan.seed);
  for (const TrainingPiece& piece : held_out) command += " --holdout " + piece.name;
  return command;
}

}  // namespace

struct TrainingSession::State {
  TrainOptions options;
  TrainingSummary summary;
  PitchWindows windows{{}, 1};
  PitchWindows held_out{{}, 1};
  std::string corpus_hash;
  std::string held_out_hash;
};

TrainingSession::TrainingSession(std::unique_ptr<State> state) : state_(std::move(state)) {}
TrainingSession::TrainingSession(TrainingSession&&) noexcept = default;
TrainingSession& TrainingSession::operator=(TrainingSession&&) noexcept = default;
TrainingSession::~TrainingSession() = default;

const TrainingSummary& TrainingSession::summary() const { return state_->summary; }

Result<TrainingSession> TrainingSession::prepare(const TrainOptions& options,
                                                 const ProgressCallback& progress,
                                                 const Cancellation& cancellation) {
  if (const Status valid = validate(options.config); !valid) return valid.error();
  Result<TrainingMusic> music =
      read_training_music(options.inputs, options.holdout, notebook_notes, progress, cancellation);
  if (!music) return std::move(music).error();

  auto state = std::make_unique<State>();
  state->options = options;
  const auto rows = rows_of(music->pieces);
  const auto held_out = rows_of(music->held_out);
  state->windows = PitchWindows(rows, options.config.window);
  state->held_out = PitchWindows(held_out, options.config.window);
  state->corpus_hash = corpus_hash(rows);
  state->held_out_hash = corpus_hash(held_out);
  TrainingSummary& summary = state->summary;
  summary.pieces = overview(music->pieces);
  summary.held_out = overview(music->held_out);
  summary.windows = state->windows.size();
  summary.held_out_windows = state->held_out.size();
  summary.warnings = std::move(music->warnings);
  const ParameterLayout layout(window_network(options.config));
  summary.tensors.assign(layout.tensors().begin(), layout.tensors().end());
  summary.parameters = layout.size();
  return TrainingSession(std::move(state));
}

RunDescription TrainingSession::description() const {
  const TrainOptions& options = state_->options;
  RunDescription run = describe_command(command_of(options, state_->summary.held_out));
  run["--evaluate-every"] = std::to_string(options.plan.evaluate_every);
  run["--patience"] = std::to_string(options.plan.patience);
  const WindowConfig& config = options.config;
  run["network"] = std::to_string(config.vocabulary) + " " + std::to_string(config.window) + " " +
                   std::to_string(config.hidden) + " " + std::to_string(config.dense);
  run["vocabulary"] = pitch_vocabulary_fingerprint();
  run["music"] = state_->corpus_hash;
  run["held-out music"] = state_->held_out_hash;
  return run;
}

Result<SequenceOutcome> TrainingSession::run(const SequenceListener& listener,
                                             const Cancellation& cancellation,
                                             const Continuation& continuation) {
  const TrainOptions& options = state_->options;
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  const SequenceConfig config = window_network(options.config);
  ThreadPool pool(options.threads);
  SequenceTrainer trainer(config, {.lanes = options.batch_size, .steps = config.window}, *isa,
                          pool);
  trainer.set_parameters(initial_parameters(config, options.plan.seed));
  WindowSource source(trainer, window_set(state_->windows), options.plan.batches,
                      options.plan.seed);
  return train_sequences(trainer, source, held_out_windows(window_set(state_->held_out)),
                         options.plan, listener, cancellation, continuation);
}

SequenceModel TrainingSession::model(const SequenceOutcome& outcome) const {
  const TrainOptions& options = state_->options;
  SequenceModel model;
  model.config = window_network(options.config);
  model.parameters = outcome.parameters;
  ModelCard& card = model.card;
  card.vocabulary = kPitchVocabularyName;
  card.vocabulary_fingerprint = pitch_vocabulary_fingerprint();
  card.corpus_hash = state_->corpus_hash;
  card.program_version = BACH_VERSION;
  card.seed = options.plan.seed;
  card.steps = outcome.parameters_step;
  if (outcome.held_out) card.held_out_nats = outcome.held_out->mean();
  card.command = command_of(options, state_->summary.held_out);

  const CounterRandom random(options.plan.seed, Purpose::kStarts);
  const auto windows = static_cast<std::uint32_t>(state_->windows.size());
  for (std::uint32_t i = 0; i < std::min(kStartsKept, windows); ++i) {
    const auto inputs = state_->windows.inputs(random.below(windows, 0, i, 0));
    card.starts.emplace_back(inputs.begin(), inputs.end());
  }
  return model;
}

}  // namespace bach
