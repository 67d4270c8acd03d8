#include <string>
#include <utility>
#include <vector>

#include "gpu/device_kernels.h"
#include "gpu/devices.h"
#include "gpu/program.h"

namespace bach::gpu {

Session::~Session() {
  const OpenCl& cl = OpenCl::get();
  if (queue != nullptr) cl.finish(queue);
  if (program != nullptr) cl.release_program(program);
  if (queue != nullptr) cl.release_queue(queue);
  if (context != nullptr) cl.release_context(context);
}

Result<std::unique_ptr<engine::Kernels>> open_device(int index, const DeviceOptions& options) {
  std::string problem;
  const std::vector<FoundDevice> found = find_devices(problem);
  if (index < 0 || static_cast<std::size_t>(index) >= found.size()) {
    return Error{ErrorCode::kNotFound,
                 problem.empty() ? "there is no device " + std::to_string(index) + " of " +
                                       std::to_string(found.size()) + "; bach devices lists them"
                                 : problem,
                 {}};
  }
  const FoundDevice& device = found[static_cast<std::size_t>(index)];
  const DeviceInfo& info = device.info;
  if (!info.calculates) {
    return Error{ErrorCode::kUnsupported, info.name + " cannot train: " + info.unfit, {}};
  }
  if (!info.unfit.empty() && !options.unfit_too && !options.fast) {
    return Error{ErrorCode::kUnsupported,
                 info.name + " cannot give the processor's bits: " + info.unfit,
                 {}};
  }
  const OpenCl& cl = OpenCl::get();
  auto session = std::make_unique<Session>();
  Code code = kDone;
  session->context = cl.create_context(nullptr, 1, &device.handle, nullptr, nullptr, &code);
  if (code == kDone) session->queue = cl.create_queue(session->context, device.handle, 0, &code);
  if (code != kDone) {
    return Error{ErrorCode::kIo, info.name + " could not be opened: " + said_of(code), {}};
  }
  int group_rows = engine::kLanes;
  while (static_cast<std::size_t>(group_rows * engine::kLanes) > info.group_size) group_rows /= 2;
  Result<Program> program = build_kernels(session->context, device, group_rows, options);
  if (!program) return std::move(program).error();
  session->program = *program;
  return std::unique_ptr<engine::Kernels>(
      std::make_unique<DeviceKernels>(std::move(session), info, group_rows, options));
}

}  // namespace bach::gpu
