#include "gpu/launch.h"

namespace bach::gpu {
namespace {

constexpr std::size_t kGroup = 64;
// Launches between two words to the driver that it may begin.
constexpr std::uint64_t kFlushEvery = 64;
constexpr const char* kDoing = "computing";

}  // namespace

Launcher::Launcher(Program program, Queue queue, DeviceMemory& memory, Trouble& trouble,
                   std::uint64_t fail_launch)
    : program_(program),
      queue_(queue),
      memory_(memory),
      trouble_(trouble),
      fail_launch_(fail_launch),
      nothing_(16, &memory) {}

Launcher::~Launcher() {
  for (const auto& [name, kernel] : kernels_) OpenCl::get().release_kernel(kernel);
}

Kernel Launcher::kernel(const char* name) {
  const auto known = kernels_.find(name);
  if (known != kernels_.end()) return known->second;
  Code code = kDone;
  Kernel made = OpenCl::get().create_kernel(program_, name, &code);
  if (!trouble_.see(code, kDoing)) return nullptr;
  return kernels_[name] = made;
}

Launch::Launch(Launcher& launcher, const char* name)
    : launcher_(launcher), kernel_(launcher.trouble_.well() ? launcher.kernel(name) : nullptr) {}

Launch& Launch::argument(const void* value, std::size_t size) {
  if (launcher_.trouble_.well() && kernel_ != nullptr) {
    launcher_.trouble_.see(OpenCl::get().set_argument(kernel_, arguments_, size, value), kDoing);
  }
  ++arguments_;
  return *this;
}

Launch& Launch::array(const void* address) {
  const DeviceMemory::Place place =
      launcher_.memory_.find(address == nullptr ? launcher_.nothing_.data() : address);
  argument(&place.buffer, sizeof(void*));
  return wide(static_cast<std::ptrdiff_t>(place.at));
}

void Launch::items(std::size_t count) {
  if (count == 0) return;
  const std::size_t global = (count + kGroup - 1) / kGroup * kGroup;
  run(1, &global, nullptr);
}

void Launch::groups(std::size_t panels, std::size_t rows, int group_rows) {
  if (panels == 0 || rows == 0) return;
  const std::size_t local[] = {16, static_cast<std::size_t>(group_rows)};
  const std::size_t global[] = {panels * local[0], rows * local[1]};
  run(2, global, local);
}

void Launch::run(std::uint32_t dimensions, const std::size_t* global, const std::size_t* local) {
  if (!launcher_.trouble_.well() || kernel_ == nullptr) return;
  const OpenCl& cl = OpenCl::get();
  const std::uint64_t number = ++launcher_.launches_;
  const Code code = number == launcher_.fail_launch_
                        ? kOutOfResources
                        : cl.run_kernel(launcher_.queue_, kernel_, dimensions, nullptr, global,
                                        local, 0, nullptr, nullptr);
  launcher_.trouble_.see(code, kDoing);
  if (number % kFlushEvery == 0) launcher_.trouble_.see(cl.flush(launcher_.queue_), kDoing);
}

}  // namespace bach::gpu
