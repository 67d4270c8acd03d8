// The kernels of src/gpu/kernels, built for a device.
#pragma once

#include <string>

#include "base/result.h"
#include "gpu/devices.h"
#include "gpu/opencl_api.h"
#include "gpu/platforms.h"

namespace bach::gpu {

// Takes what was built before from the folder `options.cache`, where it is there and whole; else
// builds and, as far as that can be done, keeps it there. kUnsupported: the compiler's first line.
Result<Program> build_kernels(Context context, const FoundDevice& device, int group_rows,
                              const DeviceOptions& options);

}  // namespace bach::gpu
