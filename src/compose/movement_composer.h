// Movements side by side: every lane of the network composes one.
#pragma once

#include <span>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "compose/compose_watch.h"
#include "compose/movement_task.h"
#include "compose/quotation_guard.h"
#include "lm/network_config.h"
#include "nn/engine/isa.h"
#include "score/score.h"

namespace bach {

// One outcome per task, in order; a task gives the same notes alone or among others, on every machine
// and instruction set. `config` must be a suite network's, its heads pitch and rhythm in that
// order, `parameters` laid out for it; sampling options are in range. `guard` may be null.
// `watch` hears of the notes every few steps and once a movement is done.
// Errors: kCancelled.
Result<std::vector<MovementOutcome>> write_movements(
    const NetworkConfig& config, std::span<const float> parameters, engine::Isa isa,
    std::span<const MovementTask> tasks, const QuotationGuard* guard, const ComposeWatch& watch,
    const Cancellation& cancellation);

// The folded score of a task's plan and the notes that came of it: a section per part, a track per
// voice, see deal_voices(). A last part that was stopped early ends with the bar of its last note.
Score score_of_movement(const MovementTask& task, std::span<const SuiteNote> notes);

// Of the notes after the first `given` under the model; 0 when there are none.
double nats_per_note(const MovementOutcome& outcome, std::size_t given);

}  // namespace bach
