#include "bach/network.h"

#include <utility>

#include "app/model/save.h"
#include "app/train.h"
#include "bach/music_at_hand.h"

namespace bach {
namespace {

TrainOptions options_of(const NetworkPlan& plan) {
  TrainOptions options = train_options().defaults("notebook");
  options.inputs = plan.inputs;
  options.holdout = plan.holdout;
  options.window = plan.window;
  options.layers = plan.layers;
  options.hidden = plan.hidden;
  options.dropout = plan.dropout;
  options.batch_size = plan.batch_size;
  options.epochs = plan.epochs;
  options.batches = plan.batches;
  options.seed = plan.seed;
  options.threads = plan.threads;
  return options;
}

TrainOptions options_of(const SuiteModelPlan& plan) {
  TrainOptions options = train_options().defaults("suite");
  options.inputs = plan.inputs;
  options.holdout = plan.holdout;
  if (plan.epochs != 0) options.epochs = plan.epochs;
  if (plan.hidden != 0) options.hidden = plan.hidden;
  options.seed = plan.seed;
  options.threads = plan.threads;
  return options;
}

void append(std::vector<std::string>& lines, const std::vector<std::string>& more) {
  lines.insert(lines.end(), more.begin(), more.end());
}

struct Trained {
  TrainingSummary summary;
  TrainingOutcome outcome;  // without its parameters
  std::vector<std::string> warnings;
};

// Trains to the file at `path`, from the newest checkpoint on where there is one.
template <typename Plan>
Result<Trained> train_to(const std::string& path, const Plan& plan,
                         const std::function<void(const NetworkStep&)>& each,
                         const Cancellation& stop) {
  TrainOptions options = options_of(plan);
  options.files.output = path;
  options.files.checkpoint = plan.checkpoints.folder;
  options.files.checkpoint_every = plan.checkpoints.every;
  options.files.resume = true;
  Trained trained;
  Result<TrainingSession> session = prepare_training(options, plan.music, stop, trained.warnings);
  if (!session) return std::move(session).error();
  TrainingEvents events;
  if (each) {
    events.on_step = [&each](const StepReport& step) { each({step.step, step.steps, step.loss}); };
  }
  events.on_warning = [&](const std::string& warning) { trained.warnings.push_back(warning); };
  Result<TrainedModel> done = train_to_files(*session, events, stop);
  if (!done) return std::move(done).error();
  if (done->in_checkpoint) {
    if (const Status saved = save_model(done->model, path); !saved) return saved.error();
  }
  trained.summary = session->summary();
  trained.outcome = std::move(done->outcome);
  append(trained.warnings, trained.summary.warnings);
  return trained;
}

}  // namespace

Result<NetworkReport> train_network(const NetworkPlan& plan, const std::string& path,
                                    const std::function<void(const NetworkStep&)>& each,
                                    const Cancellation& stop) {
  Result<Trained> trained = train_to(path, plan, each, stop);
  if (!trained) return std::move(trained).error();
  NetworkReport report;
  report.windows = trained->summary.windows;
  for (const TensorSlot& slot : trained->summary.tensors) {
    report.tensors.push_back({slot.name, slot.shape});
  }
  report.parameters = trained->summary.parameters;
  report.steps = trained->outcome.steps;
  report.last_loss = trained->outcome.last_loss;
  if (trained->outcome.held_out) report.held_out_loss = trained->outcome.held_out->mean();
  report.warnings = std::move(trained->warnings);
  return report;
}

Result<SuiteModelReport> train_suite_model(const SuiteModelPlan& plan, const std::string& path,
                                           const std::function<void(const NetworkStep&)>& each,
                                           const Cancellation& stop) {
  Result<Trained> trained = train_to(path, plan, each, stop);
  if (!trained) return std::move(trained).error();
  SuiteModelReport report;
  report.pieces = trained->summary.pieces.size();
  report.notes = trained->summary.notes;
  report.parameters = trained->summary.parameters;
  report.steps = trained->outcome.steps;
  report.last_loss = trained->outcome.last_loss;
  if (trained->outcome.held_out) report.held_out_loss = trained->outcome.held_out->mean();
  report.warnings = std::move(trained->warnings);
  return report;
}

}  // namespace bach
