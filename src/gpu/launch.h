// One kernel with its arguments on its way to the device.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "gpu/device_memory.h"
#include "gpu/opencl_api.h"

namespace bach::gpu {

// The kernels of a program, made when first launched, and the queue they go to.
class Launcher {
 public:
  // Takes none of them over; `program` lives longer. `fail_launch`: see DeviceOptions.
  Launcher(Program program, Queue queue, DeviceMemory& memory, Trouble& trouble,
           std::uint64_t fail_launch);
  ~Launcher();
  Launcher(const Launcher&) = delete;
  Launcher& operator=(const Launcher&) = delete;

 private:
  friend class Launch;
  Kernel kernel(const char* name);

  Program program_;
  Queue queue_;
  DeviceMemory& memory_;
  Trouble& trouble_;
  std::uint64_t fail_launch_, launches_ = 0;
  std::map<std::string, Kernel, std::less<>> kernels_;
  engine::AlignedFloats nothing_;  // what stands for no array
};

// Arguments in the order of the kernel's; nothing happens once there is trouble.
class Launch {
 public:
  Launch(Launcher& launcher, const char* name);

  Launch& number(int value) { return argument(&value, sizeof value); }
  Launch& word(std::uint32_t value) { return argument(&value, sizeof value); }
  Launch& wide(std::ptrdiff_t value) { return argument(&value, sizeof value); }
  Launch& real(float value) { return argument(&value, sizeof value); }
  // A buffer and the place in it. Null: some buffer.
  Launch& array(const void* address);
  // So many bytes of each group's own.
  Launch& local(std::size_t bytes) { return argument(nullptr, bytes); }

  // Work-items 0 … count − 1; the kernel leaves others alone.
  void items(std::size_t count);
  // Groups of 16 × group_rows.
  void groups(std::size_t panels, std::size_t rows, int group_rows);

 private:
  Launch& argument(const void* value, std::size_t size);
  void run(std::uint32_t dimensions, const std::size_t* global, const std::size_t* local);

  Launcher& launcher_;
  Kernel kernel_;
  std::uint32_t arguments_ = 0;
};

}  // namespace bach::gpu
