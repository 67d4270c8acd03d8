// Plans for the movements of a request, where its model knows how to make and to follow them.
#pragma once

#include <span>

#include "app/compose/request.h"
#include "base/result.h"
#include "compose/movement_task.h"
#include "lm/model.h"

namespace bach {

// Whether all have plans now. Tasks of a model without, and those of parts longer than
// kMostPlannedBars, stay as they are: they are composed unplanned. Planned ones are drawn as writing_settings() says, but for what the request says
// itself. Errors: a damaged model; kUnsupported where a plan is asked of a model without.
Result<bool> plan_tasks(const Model& model, const ComposeRequest& request,
                        std::span<MovementTask> tasks);

inline constexpr char kUnplanned[] =
    "composed without a plan of chords and bars: the model knows none, or the piece is too long "
    "for one";

}  // namespace bach
