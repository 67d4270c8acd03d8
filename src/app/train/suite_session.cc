#include "app/train/suite_session.h"

#include <algorithm>
#include <utility>

#include "app/music/inputs.h"
#include "app/music/music.h"
#include "app/train/run_description.h"
#include "base/nearest_name.h"
#include "base/number_text.h"
#include "lm/sequence_config_text.h"
#include "lm/sequence_parameters.h"
#include "suite/encode.h"

namespace bach {

struct SuiteTrainingSession::State {
  SuiteTrainOptions options;
  SuiteTrainingSummary summary;
  std::vector<SuitePiece> pieces;
  std::vector<SuitePiece> held_out;
};

namespace {

// The names of `holdout` as pieces are called, all of them among `music`.
Result<std::vector<std::string>> names_of(const std::vector<std::string>& holdout,
                                          const Music& music) {
  std::vector<std::string> known;
  for (const MusicPiece& piece : music.pieces) known.push_back(piece.name);
  std::vector<std::string> names;
  for (const std::string& name : holdout) {
    names.push_back(piece_name(name));
    if (std::find(known.begin(), known.end(), names.back()) == known.end()) {
      return Error{ErrorCode::kInvalidArgument,
                   "--holdout: no piece called '" + name + "' among the inputs" +
                       did_you_mean(names.back(), known),
                   {}};
    }
  }
  return names;
}

// The command that trains so again: what differs from the preset.
std::string command_text(const SuiteTraining& training,
                         const std::vector<TrainingPiece>& held_out) {
  const SuiteTraining preset;
  std::string text = "train --preset suite";
  const auto add = [&](const char* option, const auto& value, const auto& usual) {
    if (value != usual) text += std::string(" --") + option + " " + number_text(value);
  };
  const SequenceConfig &network = training.config, &usual = preset.config;
  add("layers", network.layers, usual.layers);
  add("hidden", network.hidden, usual.hidden);
  add("dropout", network.layer_dropout, usual.layer_dropout);
  add("input-dropout", network.input_dropout, usual.input_dropout);
  add("output-dropout", network.output_dropout, usual.output_dropout);
  add("recurrent-dropout", network.recurrent_dropout, usual.recurrent_dropout);
  add("forget-bias", network.forget_bias, usual.forget_bias);
  add("lanes", training.trainer.lanes, preset.trainer.lanes);
  add("steps", training.trainer.steps, preset.trainer.steps);
  add("weight-decay", training.trainer.weight_decay, preset.trainer.weight_decay);
  add("clip", training.trainer.clip_norm, preset.trainer.clip_norm);
  add("average", training.trainer.average, preset.trainer.average);
  const Schedule& schedule = training.plan.schedule;
  add("learning-rate", schedule.learning_rate, preset.plan.schedule.learning_rate);
  add("warmup", schedule.warmup, preset.plan.schedule.warmup);
  if (schedule.decay == Decay::kNone) text += " --decay none";
  text += " --epochs " + std::to_string(training.plan.epochs);
  add("batches", training.plan.batches, preset.plan.batches);
  add("evaluate-every", training.plan.evaluate_every, preset.plan.evaluate_every);
  add("patience", training.plan.patience, preset.plan.patience);
  text += " --seed " + std::to_string(training.plan.seed);
  for (const TrainingPiece& piece : held_out) text += " --holdout " + piece.name;
  return text;
}

}  // namespace

SuiteTrainingSession::SuiteTrainingSession(std::unique_ptr<State> state)
    : state_(std::move(state)) {}
SuiteTrainingSession::SuiteTrainingSession(SuiteTrainingSession&&) noexcept = default;
SuiteTrainingSession& SuiteTrainingSession::operator=(SuiteTrainingSession&&) noexcept = default;
SuiteTrainingSession::~SuiteTrainingSession() = default;

const SuiteTrainingSummary& SuiteTrainingSession::summary() const { return state_->summary; }

Result<SuiteTrainingSession> SuiteTrainingSession::prepare(const SuiteTrainOptions& options,
                                                           const ProgressCallback& progress,
                                                           const Cancellation& cancellation) {
  if (const Status valid = validate(options.training.config); !valid) return valid.error();
  Result<Music> music = read_music(options.inputs, progress, cancellation);
  if (!music) return std::move(music).error();
  const Result<std::vector<std::string>> held_out = names_of(options.holdout, *music);
  if (!held_out) return held_out.error();

  auto state = std::make_unique<State>();
  state->options = options;
  SuiteTrainingSummary& summary = state->summary;
  summary.warnings = std::move(music->warnings);
  for (const MusicPiece& piece : music->pieces) {
    Result<SuiteEncoding> encoding = encode_any(piece.score, piece.name);
    if (!encoding) {
      summary.warnings.push_back("skipped: " + piece.path + ": " + encoding.error().message);
      continue;
    }
    for (const std::string& loss : encoding->losses) {
      summary.warnings.push_back(piece.path + ": " + loss);
    }
    const std::size_t notes = first_statements(encoding->piece).size();
    const TrainingPiece listed{piece.name, static_cast<int>(notes)};
    const bool held = std::find(held_out->begin(), held_out->end(), piece.name) != held_out->end();
    (held ? summary.held_out : summary.pieces).push_back(listed);
    (held ? state->held_out : state->pieces).push_back(std::move(encoding->piece));
    if (!held) summary.notes += notes;
  }
  if (state->pieces.empty()) {
    return Error{ErrorCode::kInvalidData,
                 "no music to learn from: " + (summary.warnings.empty()
                                                   ? std::string("everything is held out")
                                                   : summary.warnings.front()),
                 {}};
  }
  const ParameterLayout layout(options.training.config);
  summary.tensors.assign(layout.tensors().begin(), layout.tensors().end());
  summary.parameters = layout.size();
  return SuiteTrainingSession(std::move(state));
}

RunDescription SuiteTrainingSession::description() const {
  const SuiteTraining& training = state_->options.training;
  RunDescription run = describe_command(command_text(training, state_->summary.held_out));
  run["network"] = sequence_config_text(training.config);
  const SuiteAugmentation& changes = training.augmentation;
  for (const double each :
       {double{1} * changes.lowest_transposition, double{1} * changes.highest_transposition,
        changes.hidden_guesses, double{1} * changes.hidden_block, changes.wrong_guesses,
        double{1} * changes.most_wrong, double{1} * changes.ending_beats,
        double{1} * changes.ending_weight}) {
    run["augmentation"] += number_text(each) + " ";
  }
  run["vocabulary"] = suite_vocabulary_fingerprint();
  run["music"] = corpus_hash(state_->pieces);
  run["held-out music"] = corpus_hash(state_->held_out);
  return run;
}

Result<SequenceOutcome> SuiteTrainingSession::run(const SequenceListener& listener,
                                                  const Cancellation& cancellation,
                                                  const Continuation& continuation) {
  return train_suite(state_->pieces, state_->held_out, state_->options.training, listener,
                     cancellation, continuation);
}

SequenceModel SuiteTrainingSession::model(const SequenceOutcome& outcome) const {
  const SequencePlan& plan = state_->options.training.plan;
  SequenceModel model;
  model.config = state_->options.training.config;
  model.parameters = outcome.parameters;
  ModelCard& card = model.card;
  card.vocabulary = kSuiteVocabularyName;
  card.vocabulary_fingerprint = suite_vocabulary_fingerprint();
  card.corpus_hash = corpus_hash(state_->pieces);
  card.program_version = BACH_VERSION;
  card.seed = plan.seed;
  card.steps = outcome.parameters_step;
  if (outcome.held_out) card.held_out_nats = outcome.held_out->mean();
  card.command = command_text(state_->options.training, state_->summary.held_out);
  return model;
}

}  // namespace bach
