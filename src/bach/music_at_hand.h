// Trainings on music at hand. Not a public header.
#pragma once

#include <string>
#include <vector>

#include "app/train.h"
#include "bach/music.h"
#include "base/cancel.h"
#include "base/result.h"

namespace bach {

// Prepares a training on `music`, in the order of read_music(), or on options.inputs where there is
// none; options.also is read, and what had to be said of it goes to `warnings`, a line each.
// kInvalidArgument for both.
Result<TrainingSession> prepare_training(const TrainOptions& options,
                                         const std::vector<NamedScore>& music,
                                         const Cancellation& stop,
                                         std::vector<std::string>& warnings);

}  // namespace bach
