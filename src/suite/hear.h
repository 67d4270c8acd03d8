// What was meant by a piece that is written: its chords and what its bars take up, as plans.
#pragma once

#include <vector>

#include "base/result.h"
#include "form/motive/frame.h"
#include "harmony/parameters.h"
#include "harmony/plan/section.h"
#include "suite/piece.h"

namespace bach {

// The parts of a plan as sections to fill with chords, in order.
std::vector<PlanSection> plan_sections(const SuitePlan& plan);

// Their bars.
MotiveFrame motive_frame(const SuitePlan& plan);

// The chords of one part.
HarmonyPlan harmony_of_part(const SuitePlan& plan, std::size_t part);

// Fills in plan.harmony and plan.motives from the notes of `score`, which has the plan's ticks and
// metres; of parts in which nothing sounds, as what is around them goes on. Errors: as
// find_harmony() and find_form(); then neither is filled in.
Status hear_plan(SuitePlan& plan, const Score& score, const FinderParameters& finder);
// The same from the piece's own notes.
Status hear_plan(SuitePiece& piece, const FinderParameters& finder);

}  // namespace bach
