// bach train --preset sequences.
#pragma once

#include <string>

#include "app/train_sequences.h"
#include "cli/commands.h"

namespace bach::cli {

// Trains, writes the model to `output`, the losses to `log` unless that is empty, and tells about
// it; returns the exit code.
int run_train_sequences(const SequenceTrainOptions& options, const std::string& output,
                        const std::string& log, const Common& common);

}  // namespace bach::cli
