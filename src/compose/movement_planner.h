// Plans a movement before its first note: keys, chords, and which bars answer which.
#pragma once

#include <optional>
#include <vector>

#include "compose/movement_task.h"
#include "form/motive/model.h"
#include "harmony/plan/model.h"
#include "harmony/plan/wishes.h"
#include "suite/plan_knowledge.h"

namespace bach {

// What is asked of a plan.
struct PlanRequest {
  Modulation modulation = Modulation::kUsual;
};

inline constexpr int kMostPlannedBars = 1024;  // of a part; longer ones are written without a plan

// Immutable; any number of threads may use one.
class MovementPlanner {
 public:
  explicit MovementPlanner(const PlanKnowledge& knowledge);

  // Fills in the plan of chords and bars of a task that has none: each part as its role and its
  // ending ask; around music that is given, as what is heard in it asks. Drawn by (task.seed,
  // Purpose::kPlan and kMotive, task.output), in the keys that sound; weights of choices are whole
  // thousandths. Chords of the task that cover all that is to be written stay, and bars are drawn to
  // suit them; a task with chords and bars stays as it is.
  void plan(MovementTask& task, const PlanRequest& request) const;

 private:
  HarmonyPlan drawn_chords(const MovementTask& task, const SuitePlan& extent,
                           const HarmonyPlan& heard, const PlanRequest& request) const;

  FinderParameters finder_;
  PlanModel harmony_;
  MotiveModel motives_;
};

}  // namespace bach
