// Composing with a suite model: tasks in, written pieces out.
#pragma once

#include <span>
#include <vector>

#include "app/compose.h"
#include "base/cancel.h"
#include "base/result.h"
#include "compose/compose_watch.h"
#include "compose/quotation_guard.h"
#include "lm/model.h"
#include "nn/engine/isa.h"

namespace bach {

// request.outputs pieces of `model`, which is a suite model. `request` must have passed
// check_request(). Errors: those of movement_tasks(), kCancelled.
Result<std::vector<ComposedPiece>> compose_with_suite_model(const Model& model, engine::Isa isa,
                                                            const ComposeRequest& request,
                                                            const ComposeWatch& watch,
                                                            const Cancellation& cancellation);

// A piece per task, all composed side by side; `watch` hears of them by their places. `guard` may be null. Errors: kCancelled.
Result<std::vector<ComposedPiece>> compose_tasks(const Model& model, engine::Isa isa,
                                                 std::span<const MovementTask> tasks,
                                                 const QuotationGuard* guard,
                                                 const ComposeWatch& watch,
                                                 const Cancellation& cancellation);

}  // namespace bach
