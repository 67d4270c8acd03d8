// A device's memory, its arrays named by addresses of the host that nobody may use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "gpu/opencl_api.h"
#include "nn/engine/kernels.h"

namespace bach::gpu {

// What went wrong first.
class Trouble {
 public:
  // Keeps `code`, unless it is kDone or something went wrong before. Returns whether all is well.
  bool see(Code code, const char* doing);
  bool well() const { return said_.empty(); }
  const std::string& said() const { return said_; }
  Code code() const { return code_; }

 private:
  std::string said_;
  Code code_ = kDone;
};

class DeviceMemory : public engine::FloatMemory {
 public:
  // `fail_allocation`: see DeviceOptions. All must outlive it.
  DeviceMemory(Context context, Queue queue, Trouble& trouble, std::uint64_t fail_allocation);
  ~DeviceMemory() override;
  DeviceMemory(const DeviceMemory&) = delete;
  DeviceMemory& operator=(const DeviceMemory&) = delete;

  float* allocate(std::size_t count) override;
  void release(float* data) override;
  void write(const void* from, float* to, std::size_t count) override;
  void read(const float* from, void* to, std::size_t count) override;

  struct Place {
    Buffer buffer = nullptr;
    std::size_t at = 0;        // of the number in it
    std::uint64_t writes = 0;  // of the host so far
  };
  // Where an address within an array is; nothing for any other.
  Place find(const void* address) const;

 private:
  struct Array {
    float* data;
    std::size_t bytes;
    Buffer buffer;
    std::uint64_t writes;
  };

  Context context_;
  Queue queue_;
  Trouble& trouble_;
  std::uint64_t fail_allocation_, allocations_ = 0;
  std::map<std::uintptr_t, Array> arrays_;           // by their first address
  std::vector<std::vector<unsigned char>> written_;  // what the device may not have taken yet
};

}  // namespace bach::gpu
