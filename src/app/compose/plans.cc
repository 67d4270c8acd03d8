#include "app/compose/plans.h"

#include <string>

#include "compose/movement_planner.h"
#include "compose/writing_settings.h"
#include "suite/plan_knowledge.h"
#include "suite/preset.h"

namespace bach {
namespace {

// `usual`, but for what is asked for.
SamplingOptions asked(SamplingOptions usual, const ComposeRequest& request) {
  usual.greedy = request.greedy;
  usual.temperature = request.temperature.value_or(usual.temperature);
  usual.top_k = request.top_k;
  usual.top_p = request.top_p.value_or(usual.top_p);
  usual.min_p = request.min_p;
  return usual;
}

// The argument without which no plan would be needed; empty: none.
std::string what_asks(const ComposeRequest& request) {
  if (!request.plan.empty()) return "plan";
  if (request.harmony) return "harmony";
  if (!request.save_plan.empty()) return "save_plan";
  if (request.modulation != Modulation::kUsual) return "modulate";
  return request.daring == Daring::kUsual ? "" : "daring";
}

}  // namespace

Result<bool> plan_tasks(const Model& model, const ComposeRequest& request,
                        std::span<MovementTask> tasks) {
  const std::string name = request.model.empty() ? "the model in the program" : request.model;
  const auto knowledge = plan_knowledge(model, name);
  if (!knowledge) return knowledge.error();
  const std::string asks = what_asks(request);
  if (!*knowledge || !follows_harmony(model.config)) {
    if (asks.empty()) return false;
    return Error{ErrorCode::kUnsupported, name + " knows no plans of chords and bars", {}, asks};
  }
  const MovementPlanner planner(**knowledge);
  bool all = true;
  for (MovementTask& task : tasks) {
    planner.plan(task, {request.modulation});
    if (task.plan.motives.empty()) {
      all = false;
      if (asks.empty()) continue;
      return Error{
          ErrorCode::kLimit,
          "there is no plan of parts of more than " + std::to_string(kMostPlannedBars) + " bars",
          {},
          asks};
    }
    const WritingSettings settings = writing_settings(task.plan.kind, request.daring);
    task.sampling = asked(settings.pitches, request);
    task.rhythm_sampling = asked(settings.rhythms, request);
    if (!request.greedy) task.leanings = settings.leanings;
  }
  return all;
}

}  // namespace bach
