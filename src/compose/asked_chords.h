// Chords that are asked for as Roman numerals, over the bars they are asked for.
#pragma once

#include "base/result.h"
#include "compose/movement_task.h"
#include "harmony/plan/numerals.h"
#include "harmony/plan/plan.h"
#include "suite/piece.h"

namespace bach {

// Bars to write chords for in [begin, end): in each part one a bar line. An upbeat goes with the bar
// behind it, what a part has beyond its bars with the last of them.
int bars_to_ask(const SuitePlan& plan, Tick begin, Tick end);

// The chords of those bars, `numerals` being as many; those of a bar evenly over its beats, earlier
// ones longer where they do not come out even. Keys are the parts' unless a numeral has one.
// Errors (kInvalidArgument, of `harmony`): more chords than beats in a bar.
Result<HarmonyPlan> asked_chords(const NumeralBars& numerals, const SuitePlan& plan, Tick begin,
                                 Tick end);

// Has the parts that end in a planned way end on the last chord of plan.harmony in them, where that
// begins if it begins later than their ending; as they come where no note is as long as that chord.
void end_on_planned_chords(MovementTask& task);

}  // namespace bach
