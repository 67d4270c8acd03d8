// What `bach train` says, whatever it trains.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/save.h"
#include "app/train.h"
#include "app/training_log.h"
#include "cli/commands.h"
#include "cli/terminal.h"

namespace bach::cli {

// What a training leaves behind.
struct TrainFiles {
  std::string output = "model.safetensors";
  std::string log;  // of losses; empty: none
  WeightType weights = WeightType::kFloat32;
};

// "(1024, 79)"
std::string shape_text(const std::vector<int>& shape);

// "loss 2.345"
std::string figure(const char* name, double value);

// The tensors and how many numbers they hold, on stdout.
void print_tensors(const std::vector<TensorSlot>& tensors, std::size_t parameters);

// Reports steps on the bar and epochs as lines.
std::function<void(const StepReport&)> step_shower(int epochs, ProgressBar& bar);
std::function<void(const EpochReport&)> epoch_teller(const Common& common, ProgressBar& bar);

// The writer of --log FILE; null when `path` is empty. See TrainingLogWriter::create().
Result<std::unique_ptr<TrainingLogWriter>> open_log(const std::string& path, std::uint64_t targets);
// Ends the log, if there is one.
Status finish_log(TrainingLogWriter* log);

// "600 steps in 12.9 s, …" and where the model is; returns the exit code.
int tell_end(const Common& common, TrainingEnd end, std::uint64_t steps, double seconds,
             double last_loss, const std::string& output);

}  // namespace bach::cli
