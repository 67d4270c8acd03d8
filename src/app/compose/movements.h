// Composing with a suite model: wishes in, written pieces out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/compose/wishes.h"
#include "app/music/bach.h"
#include "app/render.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "compose/sampling.h"
#include "compose/suite_composer.h"
#include "lm/model.h"
#include "nn/engine/isa.h"

namespace bach {

struct SuiteComposition {
  SuiteWishes wishes;
  std::optional<int> notes;  // new ones of an open piece; none: whole movements
  int outputs = 1;
  std::uint64_t seed = 42;
  SamplingOptions sampling;
};

// A movement as it was composed.
struct ComposedMovement {
  Score score;  // folded, as it is written, or unfolded where music was given
  SuiteTask task;
  SuiteOutcome outcome;
  double nats = 0;  // a note, of the new ones under the model
  std::vector<std::string> warnings = {};
};

// Of the notes after the first `given`, under the model; 0 when there are none.
double nats_a_note(const SuiteOutcome& outcome, std::size_t given);

// options.outputs movements; movement k is the same however many are asked for. `model` is a suite
// model. Errors: wishes that cannot be met together, kCancelled.
Result<std::vector<ComposedMovement>> compose_movements(const SequenceModel& model, engine::Isa isa,
                                                        const SuiteComposition& options,
                                                        const ProgressCallback& progress,
                                                        const Cancellation& cancellation);

// What became of `tasks`, all composed side by side. `play_orders`: one a task, see
// suite_score_of(); `tempos`: quarters a minute, likewise.
struct MovementPlan {
  SuiteTask task;
  std::vector<int> play_order;
  double tempo = 90;
  std::uint8_t program = kCelloProgram;  // of General MIDI
  std::string title;
};
Result<std::vector<ComposedMovement>> compose_plans(const SequenceModel& model, engine::Isa isa,
                                                    const std::vector<MovementPlan>& plans,
                                                    const QuotationGuard* guard,
                                                    const ProgressCallback& progress,
                                                    const Cancellation& cancellation);

// A key nobody asked for: up to four accidentals, drawn by (Purpose::kForm, output).
Key drawn_key(std::uint64_t seed, std::uint32_t output);

}  // namespace bach
