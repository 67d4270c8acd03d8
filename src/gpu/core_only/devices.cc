// Where no library can be loaded there are no devices.
#include "gpu/devices.h"

namespace bach::gpu {

DeviceList list_devices() { return {{}, "this build has no OpenCL"}; }

Result<std::unique_ptr<engine::Kernels>> open_device(int, const DeviceOptions&) {
  return Error{ErrorCode::kUnsupported, "this build has no OpenCL", {}};
}

std::string cache_folder() { return {}; }

}  // namespace bach::gpu
