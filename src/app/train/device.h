// Where a training runs: on this processor, or on a device of gpu/devices.h. The bits are the same
// unless the device is fast.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/train.h"
#include "nn/engine/kernels.h"

namespace bach {

struct TrainingDevice {
  std::unique_ptr<engine::Kernels> kernels;  // null: this processor
  std::string name;
  bool replaceable = false;  // nobody asked for it by name: when it fails the processor goes on
  bool fast = false;         // calculates in a way of its own
  std::string warning;       // why it is not what it might have been; one line or empty
};

// The options of TrainOptions that choose it.
struct DeviceChoice {
  std::string device = "auto";
  bool fast = false, exact = false;
};

// "auto": the first GPU that gives the processor's bits, if there is one; drivers are loaded only where
// the system has a GPU's device file. "cpu". "gpu": such a GPU or an error; "gpu:2": number 2 of `bach
// devices`, of any kind. With BACH_DEVICES=all in the environment, other kinds count as GPUs too.
// One that cannot give the processor's bits is taken where it is asked for: `fast` then, with a warning
// unless that was asked for, too; `exact` refuses it. Errors: kInvalidArgument, of "device", "fast" or
// "exact"; kNotFound, also where `fast` finds no device; those of open_device().
Result<TrainingDevice> training_device(const DeviceChoice& asked);
// The first of these errors alone; loads nothing.
Status check_training_device(const DeviceChoice& asked);

// Trains with these kernels, of the processor where they are null; what it is told and where it begins
// are for run_training().
using TrainWith = std::function<Result<TrainingOutcome>(
    const engine::Kernels* kernels, const TrainingListener& listener, const Continuation& from)>;

// Trains on the device. When it fails and is replaceable, the processor goes on from what was kept
// last; `listener` is warned and told nothing twice, and the outcome is the same.
Result<TrainingOutcome> run_on_device(TrainingDevice& device, const TrainingListener& listener,
                                      const Continuation& continuation, const TrainWith& train);

}  // namespace bach
