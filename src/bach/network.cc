#include "bach/network.h"

#include <algorithm>
#include <utility>

#include "app/model/load.h"
#include "app/model/save.h"
#include "app/train.h"
#include "app/train/checkpoints.h"
#include "app/train/suite_session.h"
#include "base/math.h"
#include "lm/sequence_predictor.h"
#include "nn/engine/isa.h"
#include "token/pitch_vocabulary.h"

namespace bach {
namespace {

constexpr std::size_t kMidiNotes = 128;

TrainOptions options_of(const NetworkPlan& plan) {
  TrainOptions options;
  options.inputs = plan.inputs;
  options.holdout = plan.holdout;
  options.config.window = plan.window;
  options.config.layers = plan.layers;
  options.config.hidden = plan.hidden;
  options.config.dropout = plan.dropout;
  options.batch_size = plan.batch_size;
  options.plan.epochs = plan.epochs;
  options.plan.batches = plan.batches;
  options.plan.seed = plan.seed;
  options.threads = plan.threads;
  return options;
}

// A listener that passes each step on.
SequenceListener passing_on(const std::function<void(const NetworkStep&)>& each) {
  SequenceListener listener;
  if (each) {
    listener.on_step = [&each](const StepReport& step) {
      each({step.step, step.steps, step.loss});
    };
  }
  return listener;
}

void append(std::vector<std::string>& lines, const std::vector<std::string>& more) {
  lines.insert(lines.end(), more.begin(), more.end());
}

// What session.run() returns, from the newest checkpoint on where there is one.
template <typename Session>
Result<SequenceOutcome> run_with(Session& session, const TrainingCheckpoints& checkpoints,
                                 const std::function<void(const NetworkStep&)>& each,
                                 const Cancellation& stop, std::vector<std::string>& warnings) {
  if (checkpoints.folder.empty()) return session.run(passing_on(each), stop);
  const Result<std::unique_ptr<CheckpointKeeper>> keeper = CheckpointKeeper::open(
      {checkpoints.folder, checkpoints.every, /*resume=*/true}, session.description());
  if (!keeper) return keeper.error();
  append(warnings, (*keeper)->warnings());
  return session.run(passing_on(each), stop, (*keeper)->continuation(nullptr));
}

std::vector<double> softmax(std::span<const float> logits) {
  const double highest = *std::max_element(logits.begin(), logits.end());
  std::vector<double> shares;
  double sum = 0;
  for (const float logit : logits) {
    shares.push_back(portable_exp(logit - highest));
    sum += shares.back();
  }
  for (double& share : shares) share /= sum;
  return shares;
}

}  // namespace

Result<NetworkReport> train_network(const NetworkPlan& plan, const std::string& path,
                                    const std::function<void(const NetworkStep&)>& each,
                                    const Cancellation& stop) {
  Result<TrainingSession> session = TrainingSession::prepare(options_of(plan), {}, stop);
  if (!session) return std::move(session).error();
  NetworkReport report;
  const Result<SequenceOutcome> outcome =
      run_with(*session, plan.checkpoints, each, stop, report.warnings);
  if (!outcome) return outcome.error();
  if (const Status saved = save_model(session->model(*outcome), path); !saved) return saved.error();

  report.windows = session->summary().windows;
  for (const TensorSlot& slot : session->summary().tensors) {
    report.tensors.push_back({slot.name, slot.shape});
  }
  report.parameters = session->summary().parameters;
  report.steps = outcome->steps;
  report.last_loss = outcome->last_loss;
  if (outcome->held_out) report.held_out_loss = outcome->held_out->mean();
  append(report.warnings, session->summary().warnings);
  return report;
}

Result<SuiteModelReport> train_suite_model(const SuiteModelPlan& plan, const std::string& path,
                                           const std::function<void(const NetworkStep&)>& each,
                                           const Cancellation& stop) {
  SuiteTrainOptions options;
  options.inputs = plan.inputs;
  options.holdout = plan.holdout;
  if (plan.epochs != 0) options.training.plan.epochs = plan.epochs;
  if (plan.hidden != 0) options.training.config.hidden = plan.hidden;
  options.training.plan.seed = plan.seed;
  options.training.threads = plan.threads;
  Result<SuiteTrainingSession> session = SuiteTrainingSession::prepare(options, {}, stop);
  if (!session) return std::move(session).error();
  SuiteModelReport report;
  const Result<SequenceOutcome> outcome =
      run_with(*session, plan.checkpoints, each, stop, report.warnings);
  if (!outcome) return outcome.error();
  if (const Status saved = save_model(session->model(*outcome), path); !saved) return saved.error();

  const SuiteTrainingSummary& summary = session->summary();
  report.pieces = summary.pieces.size();
  report.notes = summary.notes;
  report.parameters = summary.parameters;
  report.steps = outcome->steps;
  report.last_loss = outcome->last_loss;
  if (outcome->held_out) report.held_out_loss = outcome->held_out->mean();
  append(report.warnings, summary.warnings);
  return report;
}

struct NextNote::State {
  State(const SequenceModel& model, engine::Isa isa)
      : predictor(model.config, model.parameters, 1, isa), beginnings(model.card.starts) {}

  SequencePredictor predictor;
  std::vector<std::vector<int>> beginnings;
};

NextNote::NextNote(std::unique_ptr<State> state) : state_(std::move(state)) {}
NextNote::NextNote(NextNote&&) noexcept = default;
NextNote& NextNote::operator=(NextNote&&) noexcept = default;
NextNote::~NextNote() = default;

Result<NextNote> NextNote::open(const std::string& path) {
  const Result<SequenceModel> model = load_model(path);
  if (!model) return model.error();
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  auto state = std::make_unique<State>(*model, *isa);
  for (std::vector<int>& beginning : state->beginnings) {
    for (int& note : beginning) note = pitch_of_row(note);
  }
  return NextNote(std::move(state));
}

int NextNote::window() const { return state_->predictor.config().window; }

const std::vector<std::vector<int>>& NextNote::beginnings() const { return state_->beginnings; }

Result<std::vector<double>> NextNote::after(std::span<const int> notes) {
  const auto length = static_cast<std::size_t>(window());
  if (notes.size() < length) {
    return Error{ErrorCode::kInvalidArgument,
                 "the network needs " + std::to_string(length) + " notes to go on from, not " +
                     std::to_string(notes.size()),
                 {}};
  }
  const Result<std::vector<int>> rows = rows_of_pitches(notes.last(length), "the notes so far");
  if (!rows) return rows.error();
  const std::vector<double> shares = softmax(state_->predictor.after_windows(*rows));
  std::vector<double> probabilities(kMidiNotes, 0.0);
  for (std::size_t row = 0; row < shares.size(); ++row) {
    probabilities[static_cast<std::size_t>(pitch_of_row(static_cast<int>(row)))] = shares[row];
  }
  return probabilities;
}

}  // namespace bach
