// Training of any preset with any of its options, to a model in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/options/value.h"
#include "bach/language_model.h"
#include "bach/music.h"
#include "base/cancel.h"
#include "base/export.h"
#include "base/result.h"

namespace bach {

struct LearningStep {
  std::uint64_t step = 0;   // done, from 1
  std::uint64_t steps = 0;  // planned
  int epoch = 0;            // from 0
  double loss = 0;          // of this batch, nats per note
};

struct LearningMeasure {
  std::uint64_t step = 0;
  double loss = 0;    // on the music held out, nats per note
  bool best = false;  // the lowest so far
};

// Called from the thread that trains; each may be empty.
struct LearningEvents {
  std::function<void(const LearningStep&)> on_step = {};
  std::function<void(const LearningMeasure&)> on_held_out = {};
};

enum class LearningEnd { kFinished, kStoppedEarly, kStopped };

struct LearnedModel {
  LanguageModel model;  // the best on held-out music, else what was reached
  LearningEnd end = LearningEnd::kFinished;
  std::uint64_t steps = 0;  // done, those before a resumed checkpoint too
  std::size_t notes = 0;    // learned from
  std::size_t windows = 0;  // of the notebook preset, else 0
  std::size_t parameters = 0;
  std::optional<double> held_out_loss = {};
  std::vector<std::string> warnings = {};  // one line each
};

// `options` by name as task_options(Task::kTrain) lists them; `music` at hand instead of the option
// `inputs`. Files are written only where options name them (output, log, listen, checkpoint). Asked
// to stop, it returns what was reached. Every option decides the result but those of files and
// `threads`. Errors: options unknown or out of range, music that cannot be read or learned from,
// files that cannot be written, a training that diverges.
BACH_API Result<LearnedModel> learn_model(const GivenOptions& options,
                                          const std::vector<NamedScore>& music = {},
                                          const LearningEvents& events = {},
                                          const Cancellation& stop = Cancellation());

}  // namespace bach
