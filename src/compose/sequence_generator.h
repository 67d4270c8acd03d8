// Music note by note from a model of whole pieces: its state is carried, each note costs one step.
#pragma once

#include <span>
#include <vector>

#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "compose/window_generator.h"
#include "lm/sequence_predictor.h"

namespace bach {

// One piece on each lane of the predictor, whose lanes are fresh: lane l is output plan.output + l
// and the same whatever lanes stand beside it. All hear `primer` (rows of the model's vocabulary,
// at least one) and go on with plan.notes rows, never with `forbidden`. The model has one field and
// one head, of the same rows. Errors: kCancelled.
Result<std::vector<std::vector<int>>> continue_sequences(SequencePredictor& predictor,
                                                         std::span<const int> primer, int forbidden,
                                                         const GenerationPlan& plan,
                                                         const ProgressCallback& progress,
                                                         const Cancellation& cancellation);

}  // namespace bach
