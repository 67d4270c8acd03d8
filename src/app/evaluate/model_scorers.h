// Models, trained here or read from files, as scorers.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "app/model/load.h"
#include "app/train.h"
#include "base/cancel.h"
#include "base/result.h"
#include "evaluate/baselines.h"
#include "evaluate/step_scorer.h"
#include "evaluate/suite_scorer.h"

namespace bach {

enum class Preset : std::uint8_t {
  kNotebook,  // windows of 20 pitches
  kSuite,     // whole pieces in suite tokens
};

// "notebook", "suite"
std::string preset_name(Preset preset);
Preset preset_called(const std::string& name);
Preset preset_of(const AnyModel& model);

// How a preset's models are meant to be measured, and its classes.
View natural_view(Preset preset);
Alphabet alphabet_of(Preset preset);

struct ModelScorers {
  std::unique_ptr<StepScorer> one;       // of one pass
  std::unique_ptr<StepScorer> all_keys;  // averaged over 12 keys; null unless asked for
};

// kUnsupported when a model of windows of `window` notes is asked for another context, or for other
// keys, which it has not learned. `name` begins the message.
Status check_windows_scoring(const std::string& name, int window, const SuiteScoring& scoring);

// Errors: those of check_windows_scoring().
Result<ModelScorers> scorers_of(const std::string& name, const AnyModel& model,
                                const SuiteScoring& scoring);

// The model after the last step of its plan. Nothing is held out, so nothing is chosen by looking.
// kCancelled when asked to stop.
Result<AnyModel> train_on(std::span<const MusicPiece* const> pieces, const TrainOptions& options,
                          const std::function<void(const StepReport&)>& on_step,
                          const Cancellation& cancellation);

}  // namespace bach
