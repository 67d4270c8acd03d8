// What can train: this processor, and devices with an OpenCL driver.
#pragma once

#include <string>

#include "base/result.h"
#include "gpu/devices.h"

namespace bach {

struct TrainingDevices {
  std::string instruction_set;  // of the processor: "avx2"
  int threads = 1;              // that it would use
  gpu::DeviceList others;
};

// Loads the drivers there are. The error is that of BACH_FORCE_ISA.
Result<TrainingDevices> training_devices();

}  // namespace bach
