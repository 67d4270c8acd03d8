// Devices as OpenCL names them.
#pragma once

#include <string>
#include <vector>

#include "gpu/devices.h"
#include "gpu/opencl_api.h"

namespace bach::gpu {

struct FoundDevice {
  Device handle;
  DeviceInfo info;
};

// All of them, in the drivers' order; `problem` as in DeviceList.
std::vector<FoundDevice> find_devices(std::string& problem);

}  // namespace bach::gpu
