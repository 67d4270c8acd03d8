#include "app/suite_session.h"

#include <algorithm>
#include <utility>

#include "app/inputs.h"
#include "app/music.h"
#include "base/nearest_name.h"
#include "lm/sequence_parameters.h"
#include "token/suite_encode.h"

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

Result<SequenceOutcome> SuiteTrainingSession::run(const SequenceListener& listener,
                                                  const Cancellation& cancellation) {
  return train_suite(state_->pieces, state_->held_out, state_->options.training, listener,
                     cancellation);
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
  card.command = "train --preset suite --epochs " + std::to_string(plan.epochs);
  if (plan.batches > 0) card.command += " --batches " + std::to_string(plan.batches);
  card.command += " --seed " + std::to_string(plan.seed);
  for (const TrainingPiece& piece : state_->summary.held_out) {
    card.command += " --holdout " + piece.name;
  }
  return model;
}

}  // namespace bach
