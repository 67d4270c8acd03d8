// The sections of a written piece with what was heard in them: what plans are learned from.
#pragma once

#include <vector>

#include "harmony/harmony.h"
#include "harmony/plan/plan.h"
#include "harmony/plan/section.h"
#include "score/piece_kind.h"
#include "score/score.h"

namespace bach {

struct HeardSection {
  PlanSection section;
  HarmonyPlan plan;
};

// The first statements of the parts of a folded score, by form_of(), in which something begins;
// `heard` is of the same score.
std::vector<HeardSection> heard_sections(const Score& folded, const HarmonyAnalysis& heard,
                                         PieceKind kind);

}  // namespace bach
