// What it costs to say the plans that a suite model is told.
#pragma once

#include <cstddef>
#include <span>

#include "app/music/music.h"
#include "base/result.h"
#include "lm/model.h"

namespace bach {

// −ln P of the plans heard in pieces, under the model's own models of plans; sums.
struct PlanCost {
  double chords = 0;  // keys and chords
  double bars = 0;    // relations of bars
  std::size_t notes = 0;
};

// Adds those of `pieces` to `cost`; `name` is the model's, for messages. Errors: a damaged model; a
// piece that cannot be encoded or in which nothing is heard. Requires a model with plans.
Status add_plan_cost(const Model& model, const std::string& name,
                     std::span<const MusicPiece* const> pieces, PlanCost& cost);

}  // namespace bach
