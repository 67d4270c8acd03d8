#include "app/evaluate/model_scorers.h"

#include <utility>

#include "evaluate/window_scorer.h"
#include "suite/piece.h"
#include "suite/preset.h"
#include "token/pitch_vocabulary.h"

namespace bach {
namespace {

Error stopped() { return {ErrorCode::kCancelled, "stopped while training", {}}; }

Result<ModelScorers> scorers_of_windows(const std::string& name, const SequenceModel& model,
                                        const SuiteScoring& scoring, engine::Isa isa) {
  const Status can = check_windows_scoring(name, model.config.window, scoring);
  if (!can) return can.error();
  return ModelScorers{std::make_unique<WindowScorer>(name, model, isa), nullptr};
}

ModelScorers scorers_of_suite(const std::string& name, const SequenceModel& model,
                              SuiteScoring scoring, engine::Isa isa) {
  ModelScorers scorers;
  const bool all_keys = std::exchange(scoring.all_keys, false);
  scorers.one = std::make_unique<SuiteScorer>(name, model.config, model.parameters, isa, scoring);
  if (all_keys) {
    scoring.all_keys = true;
    scorers.all_keys =
        std::make_unique<SuiteScorer>(name, model.config, model.parameters, isa, scoring);
  }
  return scorers;
}

}  // namespace

std::string preset_name(Preset preset) {
  return preset == Preset::kNotebook ? "notebook" : "suite";
}

Preset preset_called(const std::string& name) {
  return name == "notebook" ? Preset::kNotebook : Preset::kSuite;
}

Preset preset_of(const AnyModel& model) {
  return model.config.window > 0 ? Preset::kNotebook : Preset::kSuite;
}

View natural_view(Preset preset) {
  if (preset == Preset::kSuite) return {};
  return {.folded = false, .voices = Voices::kFirst, .suite = false};
}

Alphabet alphabet_of(Preset preset) {
  if (preset == Preset::kSuite) return {kLowestSuitePitch, kSuitePitches, kRhythmClasses};
  return {kLowestPitch, kPitchRows, 0};
}

Status check_windows_scoring(const std::string& name, int window, const SuiteScoring& scoring) {
  if (scoring.all_keys) {
    return Error{ErrorCode::kUnsupported,
                 name + ": has learned pieces in their own keys only; leave --average out",
                 {}};
  }
  if (scoring.context != 0 && scoring.context != window) {
    return Error{
        ErrorCode::kUnsupported,
        name + ": sees windows of " + std::to_string(window) + " notes, no other --context",
        {}};
  }
  return {};
}

Result<ModelScorers> scorers_of(const std::string& name, const AnyModel& model,
                                const SuiteScoring& scoring) {
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  if (model.config.window > 0) return scorers_of_windows(name, model, scoring, *isa);
  return scorers_of_suite(name, model, scoring, *isa);
}

Result<AnyModel> train_on(std::span<const MusicPiece* const> pieces, const TrainOptions& options,
                          const std::function<void(const StepReport&)>& on_step,
                          const Cancellation& cancellation) {
  TrainOptions asked = options;
  asked.holdout.clear();
  Result<TrainingSession> session = TrainingSession::prepare(asked, pieces);
  if (!session) return std::move(session).error();
  SequenceListener listener;
  listener.on_step = on_step;
  const Result<SequenceOutcome> outcome = session->run(listener, cancellation);
  if (!outcome) return outcome.error();
  if (outcome->end == TrainingEnd::kCancelled) return stopped();
  return session->model(*outcome);
}

}  // namespace bach
