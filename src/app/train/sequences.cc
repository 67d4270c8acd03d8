#include "app/train/sequences.h"

#include <utility>

#include "app/train/music.h"
#include "app/train/pitch_lanes.h"
#include "app/train/run_description.h"
#include "base/number_text.h"
#include "lm/sequence_config_text.h"
#include "lm/sequence_parameters.h"
#include "nn/engine/isa.h"
#include "token/pitch_sequences.h"
#include "token/pitch_windows.h"

namespace bach {
namespace {

Error refusal(std::string message) { return {ErrorCode::kInvalidArgument, std::move(message), {}}; }

Status check(const SequenceTrainOptions& options) {
  const auto in_range = [](int value, int most) { return value >= 1 && value <= most; };
  if (!in_range(options.lanes, 4096)) return refusal("--lanes must be from 1 to 4096");
  if (!in_range(options.steps, 4096)) return refusal("--steps must be from 1 to 4096");
  if (!(options.weight_decay >= 0 && options.weight_decay <= 1)) {
    return refusal("--weight-decay must be from 0 to 1");
  }
  if (!(options.clip >= 0)) return refusal("--clip must be 0 (none) or more");
  if (!(options.average >= 0 && options.average < 1)) {
    return refusal("--average must be 0 (none) or more, below 1");
  }
  return {};
}

std::vector<std::vector<int>> rows_of(const std::vector<PieceRows>& pieces) {
  std::vector<std::vector<int>> rows;
  for (const PieceRows& piece : pieces) rows.push_back(piece.rows);
  return rows;
}

// The options that decided the result.
std::string command_of(const SequenceTrainOptions& options,
                       const std::vector<TrainingPiece>& held_out) {
  const PitchNetworkOptions& network = options.network;
  const SequencePlan& plan = options.plan;
  std::string command = "train --preset sequences";
  const auto add = [&](const char* name, const std::string& value) {
    command += std::string(" --") + name + " " + value;
  };
  add("layers", std::to_string(network.layers));
  add("hidden", std::to_string(network.hidden));
  add("dense", std::to_string(network.dense));
  add("embedding", std::to_string(network.embedding));
  if (network.tied) command += " --tied";
  add("dropout", number_text(network.dropout));
  add("input-dropout", number_text(network.input_dropout));
  add("output-dropout", number_text(network.output_dropout));
  add("recurrent-dropout", number_text(network.recurrent_dropout));
  add("forget-bias", number_text(network.forget_bias));
  add("lanes", std::to_string(options.lanes));
  add("steps", std::to_string(options.steps));
  add("epochs", std::to_string(plan.epochs));
  if (plan.batches > 0) add("batches", std::to_string(plan.batches));
  add("learning-rate", number_text(plan.schedule.learning_rate));
  add("warmup", std::to_string(plan.schedule.warmup));
  add("decay", plan.schedule.decay == Decay::kCosine ? "cosine" : "none");
  add("weight-decay", number_text(options.weight_decay));
  add("clip", number_text(options.clip));
  add("average", number_text(options.average));
  if (!held_out.empty()) {
    add("evaluate-every", std::to_string(plan.evaluate_every));
    add("patience", std::to_string(plan.patience));
  }
  add("seed", std::to_string(plan.seed));
  for (const TrainingPiece& piece : held_out) add("holdout", piece.name);
  return command;
}

}  // namespace

Result<SequenceConfig> pitch_network(const PitchNetworkOptions& options) {
  if (options.tied && options.embedding == 0) {
    return refusal("--tied needs an --embedding to tie the output to");
  }
  SequenceConfig config;
  config.tables = {{"pitch", kPitchSequenceRows, options.embedding}};
  config.fields = {{"pitch", 0, 0, 0}};
  config.inputs = {0};
  config.layers = options.layers;
  config.hidden = options.hidden;
  config.input_dropout = options.input_dropout;
  config.output_dropout = options.output_dropout;
  config.layer_dropout = options.dropout;
  config.head_dropout = options.dropout;
  config.recurrent_dropout = options.recurrent_dropout;
  config.forget_bias = options.forget_bias;
  HeadConfig head;
  head.name = "pitch";
  head.classes = kPitchSequenceRows;
  head.hidden = options.dense;
  head.tied_table = options.tied ? 0 : -1;
  config.heads = {head};
  if (Status valid = validate(config); !valid) return std::move(valid).error();
  return config;
}

struct SequenceTrainingSession::State {
  SequenceTrainOptions options;
  SequenceConfig config;
  SequenceTrainingSummary summary;
  std::vector<std::vector<int>> pieces;
  std::vector<SequenceLane> held_out;
  std::string held_out_hash;
};

SequenceTrainingSession::SequenceTrainingSession(std::unique_ptr<State> state)
    : state_(std::move(state)) {}
SequenceTrainingSession::SequenceTrainingSession(SequenceTrainingSession&&) noexcept = default;
SequenceTrainingSession& SequenceTrainingSession::operator=(SequenceTrainingSession&&) noexcept =
    default;
SequenceTrainingSession::~SequenceTrainingSession() = default;

const SequenceTrainingSummary& SequenceTrainingSession::summary() const { return state_->summary; }

Result<SequenceTrainingSession> SequenceTrainingSession::prepare(
    const SequenceTrainOptions& options, const ProgressCallback& progress,
    const Cancellation& cancellation) {
  if (Status valid = check(options); !valid) return std::move(valid).error();
  Result<SequenceConfig> config = pitch_network(options.network);
  if (!config) return std::move(config).error();
  Result<TrainingMusic> music =
      read_training_music(options.inputs, options.holdout, leading_pitches, progress, cancellation);
  if (!music) return std::move(music).error();

  auto state = std::make_unique<State>();
  state->options = options;
  state->config = std::move(*config);
  state->pieces = rows_of(music->pieces);
  for (const PieceRows& piece : music->held_out) state->held_out.push_back(pitch_lane(piece.rows));
  state->held_out_hash = corpus_hash(rows_of(music->held_out));
  SequenceTrainingSummary& summary = state->summary;
  summary.pieces = overview(music->pieces);
  summary.held_out = overview(music->held_out);
  for (const TrainingPiece& piece : summary.pieces) summary.notes += piece.notes;
  summary.warnings = std::move(music->warnings);
  const ParameterLayout layout(state->config);
  summary.tensors.assign(layout.tensors().begin(), layout.tensors().end());
  summary.parameters = layout.size();
  return SequenceTrainingSession(std::move(state));
}

RunDescription SequenceTrainingSession::description() const {
  RunDescription run = describe_command(command_of(state_->options, state_->summary.held_out));
  run["network"] = sequence_config_text(state_->config);
  run["vocabulary"] = pitch_sequence_fingerprint();
  run["music"] = corpus_hash(state_->pieces);
  run["held-out music"] = state_->held_out_hash;
  return run;
}

Result<SequenceOutcome> SequenceTrainingSession::run(const SequenceListener& listener,
                                                     const Cancellation& cancellation,
                                                     const Continuation& continuation) {
  const SequenceTrainOptions& options = state_->options;
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  ThreadPool pool(options.threads);
  SequenceTrainerOptions how;
  how.lanes = options.lanes;
  how.steps = options.steps;
  how.weight_decay = options.weight_decay;
  how.clip_norm = options.clip;
  how.average = options.average;
  SequenceTrainer trainer(state_->config, how, *isa, pool);
  trainer.set_parameters(initial_parameters(state_->config, options.plan.seed));
  const auto source = [&](int epoch) {
    return pitch_lanes(state_->pieces, options.lanes, options.plan.seed, epoch);
  };
  LaneSource batches(trainer, source, options.plan.batches);
  return train_sequences(trainer, batches, held_out_lanes(state_->held_out), options.plan, listener,
                         cancellation, continuation);
}

SequenceModel SequenceTrainingSession::model(const SequenceOutcome& outcome) const {
  SequenceModel model;
  model.config = state_->config;
  model.parameters = outcome.parameters;
  ModelCard& card = model.card;
  card.vocabulary = kPitchSequenceName;
  card.vocabulary_fingerprint = pitch_sequence_fingerprint();
  card.corpus_hash = corpus_hash(state_->pieces);
  card.program_version = BACH_VERSION;
  card.seed = state_->options.plan.seed;
  card.steps = outcome.parameters_step;
  if (outcome.held_out) card.held_out_nats = outcome.held_out->mean();
  card.command = command_of(state_->options, state_->summary.held_out);
  return model;
}

}  // namespace bach
