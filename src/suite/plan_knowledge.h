// What a suite model knows of plans beside its network: how to hear them in music, and those it
// learned from.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "form/motive/book.h"
#include "harmony/parameters.h"
#include "harmony/plan/book.h"
#include "lm/model.h"
#include "suite/piece.h"

namespace bach {

struct PlanKnowledge {
  FinderParameters finder;
  PlanBook harmony;
  MotiveBook motives;
};

// Learned from the first `own` of the pieces; the plans of all are then filled in by it. Pieces in
// which nothing can be heard (less than a bar of music) stay without.
PlanKnowledge learn_plans(std::span<SuitePiece> pieces, std::size_t own);

std::vector<Attachment> attachments_of(const PlanKnowledge& knowledge);

// None for a model that was trained without plans. `name` is of the file, for messages. Errors
// (kInvalidData): attachments that are damaged.
Result<std::optional<PlanKnowledge>> plan_knowledge(const Model& model, const std::string& name);

}  // namespace bach
