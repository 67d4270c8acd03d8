#include "bach/learning.h"

#include <utility>

#include "app/model/save.h"
#include "app/train.h"
#include "bach/language_model_state.h"
#include "bach/music_at_hand.h"

namespace bach {
namespace {

LearningEnd end_of(TrainingEnd end) {
  switch (end) {
    case TrainingEnd::kFinished:
    case TrainingEnd::kOutOfTime:
      return LearningEnd::kFinished;
    case TrainingEnd::kStoppedEarly:
      return LearningEnd::kStoppedEarly;
    case TrainingEnd::kCancelled:
      break;
  }
  return LearningEnd::kStopped;
}

}  // namespace

Result<LearnedModel> learn_model(const GivenOptions& options, const std::vector<NamedScore>& music,
                                 const LearningEvents& events, const Cancellation& stop) {
  Result<TrainOptions> asked = train_options().read(options);
  if (!asked) return std::move(asked).error();
  if (!options.contains("output")) asked->files.output.clear();
  if (const Status may = check_train_files(asked->files); !may) return may.error();
  std::vector<std::string> warnings;
  Result<TrainingSession> session = prepare_training(*asked, music, stop, warnings);
  if (!session) return std::move(session).error();
  const std::vector<std::string>& skipped = session->summary().warnings;
  warnings.insert(warnings.end(), skipped.begin(), skipped.end());
  TrainingEvents told;
  told.on_step = [&](const StepReport& step) {
    if (events.on_step) events.on_step({step.step, step.steps, step.epoch, step.loss});
  };
  told.on_held_out = [&](const HeldOutReport& report) {
    if (events.on_held_out) events.on_held_out({report.step, report.loss.mean(), report.best});
  };
  told.on_warning = [&](const std::string& warning) { warnings.push_back(warning); };
  Result<TrainedModel> trained = train_to_files(*session, told, stop);
  if (!trained) return std::move(trained).error();
  if (trained->in_checkpoint && !asked->files.output.empty()) {
    if (Status saved = save_model(trained->model, asked->files.output, asked->files.weights);
        !saved) {
      return std::move(saved).error();
    }
  }
  Result<LanguageModel> model = language_model(std::move(trained->model), "the trained model");
  if (!model) return std::move(model).error();
  const TrainingOutcome& outcome = trained->outcome;
  LearnedModel learned{std::move(*model)};
  learned.end = end_of(outcome.end);
  learned.steps = outcome.steps;
  learned.notes = session->summary().notes;
  learned.windows = session->summary().windows;
  learned.parameters = session->summary().parameters;
  if (outcome.held_out) learned.held_out_loss = outcome.held_out->mean();
  learned.warnings = std::move(warnings);
  return learned;
}

}  // namespace bach
