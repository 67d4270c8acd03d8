// Models, trained here or read from files, as scorers.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "app/model/load.h"
#include "app/train.h"
#include "base/cancel.h"
#include "base/result.h"
#include "evaluate/baselines.h"
#include "evaluate/note_scorer.h"
#include "evaluate/suite_scorer.h"

namespace bach {

// The classes a preset's models choose from.
Alphabet alphabet_of(Preset preset);

struct ModelScorers {
  std::unique_ptr<NoteScorer> one;       // of one pass
  std::unique_ptr<NoteScorer> all_keys;  // averaged over 12 keys; null unless asked for
};

// kUnsupported when models of the preset cannot be scored so: those of pitches alone have not
// learned other keys, those of windows (of `window` notes) know no other context. `name` begins the
// message.
Status check_scoring(const std::string& name, Preset preset, int window,
                     const ScoringOptions& scoring);

// Errors: those of check_scoring().
Result<ModelScorers> scorers_of(const std::string& name, const Model& model,
                                const ScoringOptions& scoring);

// The model after the last step of its plan. Nothing is held out, so nothing is chosen by looking.
// kCancelled when asked to stop.
Result<Model> train_on(const TrainingMusic& music, const TrainOptions& options,
                       const std::function<void(const StepReport&)>& on_step,
                       const Cancellation& cancellation);

}  // namespace bach
