// The devices that can train beside the processor: OpenCL's, of any vendor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "nn/engine/kernels.h"

namespace bach::gpu {

enum class DeviceKind { kCpu, kGpu, kAccelerator };

struct DeviceInfo {
  int index = 0;  // in the order of the list, from 0
  std::string name, vendor, platform;
  std::string driver;   // its version
  std::string version;  // "OpenCL 1.2 …"
  DeviceKind kind = DeviceKind::kGpu;
  std::uint64_t memory = 0, largest_allocation = 0, local_memory = 0;  // bytes
  std::size_t group_size = 0;                                          // the most work-items
  int units = 0;                                                       // compute units
  bool divides_exactly = false;  // else quotients and roots are made of whole numbers
  std::string unfit;             // why it cannot give the processor's bits; empty: it does
  bool calculates = true;        // though it may be unfit, it can train in its own way
};

struct DeviceList {
  std::vector<DeviceInfo> devices;
  std::string problem;  // why there are none, or what was wrong with a driver; one line or empty
};

// Loads the drivers; takes as long as they do. Nothing else of the program does.
DeviceList list_devices();

struct DeviceOptions {
  // Where built kernels are kept; empty: nowhere.
  std::string cache{};
  // For tests: the one that fails with `fail_code`, counting allocations, or launches, from 1; 0: none.
  std::uint64_t fail_allocation = 0, fail_launch = 0;
  bool own_division = false;  // though the device divides exactly
  bool unfit_too = false;     // also one that gives other bits
  // Calculate as is fastest for the device: native functions, sums in other orders. Unfit ones may.
  bool fast = false;
  bool tiles = false;            // in local memory, though the device is a processor
  int units = 0;                 // compute units it is taken to have; 0: its own number
  std::size_t local_memory = 0;  // the most bytes of it that count; 0: all
  std::string build_options{};   // more of the device's compiler's
};

// The kernels of device `index`. Errors: kNotFound, where there is none such; kUnsupported, where it
// is unfit, or its compiler fails. Later ones are status()'s.
Result<std::unique_ptr<engine::Kernels>> open_device(int index, const DeviceOptions& options);

// $XDG_CACHE_HOME/bach, or ~/.cache/bach; empty where there is neither.
std::string cache_folder();

}  // namespace bach::gpu
