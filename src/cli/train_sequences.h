// bach train --preset sequences.
#pragma once

#include <string>

#include "app/train_sequences.h"
#include "cli/commands.h"

namespace bach::cli {

// Trains, writes the model to `output` and tells about it; returns the exit code.
int run_train_sequences(const SequenceTrainOptions& options, const std::string& output,
                        const Common& common);

}  // namespace bach::cli
