#include "app/evaluate/model_scorers.h"

#include <utility>

#include "evaluate/pitch_scorer.h"
#include "suite/piece.h"
#include "suite/plan_knowledge.h"
#include "suite/preset.h"
#include "token/pitch_vocabulary.h"

namespace bach {
namespace {

Error training_stopped() { return {ErrorCode::kCancelled, "stopped while training", {}}; }

Result<ModelScorers> scorers_of_suite(const std::string& name, const Model& model,
                                      ScoringOptions scoring, engine::Isa isa) {
  ModelScorers scorers;
  std::optional<FinderParameters> finder;
  if (scoring.planned) {
    const auto plans = plan_knowledge(model, name);
    if (!plans) return plans.error();
    if (!*plans) {
      return Error{ErrorCode::kUnsupported, name + " was trained without plans", {}, "plans"};
    }
    finder = (*plans)->finder;
  }
  const bool all_keys = std::exchange(scoring.all_keys, false);
  scorers.one =
      std::make_unique<SuiteScorer>(name, model.config, model.parameters, isa, scoring, finder);
  if (all_keys) {
    scoring.all_keys = true;
    scorers.all_keys =
        std::make_unique<SuiteScorer>(name, model.config, model.parameters, isa, scoring, finder);
  }
  return scorers;
}

}  // namespace

Alphabet alphabet_of(Preset preset) {
  if (preset == Preset::kSuite) return {kLowestSuitePitch, kSuitePitches, kRhythmClasses};
  return {kLowestPitch, kPitchRows, 0};
}

Status check_scoring(const std::string& name, Preset preset, int window,
                     const ScoringOptions& scoring) {
  const auto unsupported = [&](const std::string& argument, const std::string& why) {
    return Error{ErrorCode::kUnsupported, name + " " + why, {}, argument};
  };
  if (scoring.all_keys && preset != Preset::kSuite) {
    return unsupported("average", "has learned pieces in their own keys only");
  }
  if (scoring.planned && preset != Preset::kSuite) {
    return unsupported("plans", "knows no plans");
  }
  if (scoring.context != 0 && scoring.context != window && preset == Preset::kNotebook) {
    return unsupported("context", "sees windows of " + std::to_string(window) + " notes, no other");
  }
  return {};
}

Result<ModelScorers> scorers_of(const std::string& name, const Model& model,
                                const ScoringOptions& scoring) {
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  const Preset preset = preset_of(model);
  const Status can = check_scoring(name, preset, model.config.window, scoring);
  if (!can) return can.error();
  if (preset == Preset::kSuite) return scorers_of_suite(name, model, scoring, *isa);
  return ModelScorers{std::make_unique<PitchScorer>(name, model, *isa, scoring.context), nullptr};
}

Result<Model> train_on(const TrainingMusic& music, const TrainOptions& options,
                       const std::function<void(const StepReport&)>& on_step,
                       const Cancellation& cancellation) {
  TrainOptions asked = options;
  asked.holdout.clear();
  Result<TrainingSession> session = TrainingSession::prepare(asked, music);
  if (!session) return std::move(session).error();
  TrainingListener listener;
  listener.on_step = on_step;
  const Result<TrainingOutcome> outcome = session->run(listener, cancellation);
  if (!outcome) return outcome.error();
  if (outcome->end == TrainingEnd::kCancelled) return training_stopped();
  return session->model(*outcome);
}

}  // namespace bach
