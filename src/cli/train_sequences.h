// bach train --preset sequences and --preset suite: what learns from whole pieces.
#pragma once

#include <string>

#include "app/train/sequences.h"
#include "app/train/suite_session.h"
#include "cli/commands.h"
#include "cli/train_output.h"

namespace bach::cli {

// Each trains, writes what `files` name and tells about it; returns the exit code.
int run_train_sequences(const SequenceTrainOptions& options, const TrainFiles& files,
                        const Common& common);
int run_train_suite(const SuiteTrainOptions& options, const TrainFiles& files,
                    const Common& common);

}  // namespace bach::cli
