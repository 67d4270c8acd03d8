// What `bach train` says.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "app/train.h"
#include "cli/commands.h"
#include "cli/terminal.h"

namespace bach::cli {

// The music, the tensors and how many numbers they hold, on stdout.
void print_training(const TrainOptions& options, const TrainingSummary& summary);

// Steps on the bar; epochs, held-out losses and music as lines. All must outlive the events.
TrainingEvents shown_events(const Common& common, const TrainOptions& options,
                            const TrainingSummary& summary, ProgressBar& bar);

// The object of --json.
nlohmann::ordered_json training_json(const TrainOptions& options, const TrainingSummary& summary,
                                     const TrainedModel& trained, double seconds);

// "600 steps in 12.9 s, …" and where the model is; returns the exit code.
int tell_end(const Common& common, const TrainFiles& files, const TrainedModel& trained,
             double seconds);

}  // namespace bach::cli
