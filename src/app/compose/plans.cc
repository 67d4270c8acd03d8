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

}  // namespace

Result<bool> plan_tasks(const Model& model, const ComposeRequest& request,
                        std::span<MovementTask> tasks) {
  const std::string name = request.model.empty() ? "the model in the program" : request.model;
  const auto knowledge = plan_knowledge(model, name);
  if (!knowledge) return knowledge.error();
  if (!*knowledge || !follows_harmony(model.config)) {
    if (request.modulation == Modulation::kUsual) return false;
    return Error{ErrorCode::kUnsupported, name + " knows no plans of keys", {}, "modulate"};
  }
  const MovementPlanner planner(**knowledge);
  for (MovementTask& task : tasks) {
    planner.plan(task, {request.modulation});
    const WritingSettings settings = writing_settings(task.plan.kind, request.daring);
    task.sampling = asked(settings.pitches, request);
    task.rhythm_sampling = asked(settings.rhythms, request);
    if (!request.greedy) task.leanings = settings.leanings;
  }
  return true;
}

}  // namespace bach
