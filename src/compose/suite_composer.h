// Suite pieces side by side: every lane of the network composes one.
#pragma once

#include <span>
#include <vector>

#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "compose/quotation_guard.h"
#include "compose/suite_task.h"
#include "lm/sequence_config.h"
#include "nn/engine/isa.h"
#include "score/score.h"

namespace bach {

// One outcome a task, in order; a task gives the same piece alone or among others, on every machine
// and instruction set. `config` must be a suite network's, its heads pitch and rhythm in that
// order, `parameters` laid out for it; sampling options have been checked. `guard` may be null.
// Errors: kCancelled.
Result<std::vector<SuiteOutcome>> compose_suite(const SequenceConfig& config,
                                                std::span<const float> parameters, engine::Isa isa,
                                                std::span<const SuiteTask> tasks,
                                                const QuotationGuard* guard,
                                                const ProgressCallback& progress,
                                                const Cancellation& cancellation);

// The folded score of a task's plan and the notes that came of it, one section a part, played in
// `play_order` (all parts once when empty): cellos, one a voice, see deal_voices(). A last part
// that was stopped early ends with the bar of its last note.
Score suite_score_of(const SuiteTask& task, std::span<const SuiteNote> notes,
                     std::vector<int> play_order);

}  // namespace bach
