#include "gpu/device_memory.h"

#include <sys/mman.h>

#include <cstring>

namespace bach::gpu {
namespace {

// Numbers a kernel may read beyond the last: none; but drivers want buffers of some size.
constexpr std::size_t kLeastBytes = 64;

std::uintptr_t number_of_address(const void* address) {
  return reinterpret_cast<std::uintptr_t>(address);
}

}  // namespace

bool Trouble::see(Code code, const char* doing) {
  if (code != kDone && said_.empty()) {
    said_ = std::string(doing) + ": " + said_of(code);
    code_ = code;
  }
  return well();
}

DeviceMemory::DeviceMemory(Context context, Queue queue, Trouble& trouble,
                           std::uint64_t fail_allocation)
    : context_(context), queue_(queue), trouble_(trouble), fail_allocation_(fail_allocation) {}

DeviceMemory::~DeviceMemory() {
  while (!arrays_.empty()) release(arrays_.begin()->second.data);
}

float* DeviceMemory::allocate(std::size_t count) {
  if (count == 0) return nullptr;
  const std::size_t bytes = count * sizeof(float) + kLeastBytes;
  // Addresses alone, no memory: to touch them is a fault.
  void* name =
      ::mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (name == MAP_FAILED) {
    trouble_.see(kOutOfHostMemory, "making room");
    return nullptr;
  }
  const OpenCl& cl = OpenCl::get();
  Code code = ++allocations_ == fail_allocation_ ? kNoRoomForObject : kDone;
  Buffer buffer = nullptr;
  if (code == kDone && trouble_.well()) {
    buffer = cl.create_buffer(context_, kReadWrite, bytes, nullptr, &code);
  }
  if (trouble_.see(code, "making room")) {
    const float zero = 0;
    trouble_.see(cl.fill_buffer(queue_, buffer, &zero, sizeof zero, 0, bytes, 0, nullptr, nullptr),
                 "clearing memory");
  }
  auto* data = static_cast<float*>(name);
  arrays_[number_of_address(name)] = {data, bytes, buffer, 0};
  return data;
}

void DeviceMemory::release(float* data) {
  const auto array = arrays_.find(number_of_address(data));
  if (array == arrays_.end()) return;
  if (array->second.buffer != nullptr) {
    // Kernels under way should keep it, but pocl 3.1's do not.
    OpenCl::get().finish(queue_);
    OpenCl::get().release_buffer(array->second.buffer);
  }
  ::munmap(data, array->second.bytes);
  arrays_.erase(array);
}

DeviceMemory::Place DeviceMemory::find(const void* address) const {
  const std::uintptr_t number = number_of_address(address);
  auto array = arrays_.upper_bound(number);
  if (array == arrays_.begin()) return {};
  --array;
  const std::uintptr_t offset = number - array->first;
  if (offset >= array->second.bytes) return {};
  return {array->second.buffer, offset / sizeof(float), array->second.writes};
}

void DeviceMemory::write(const void* from, float* to, std::size_t count) {
  const Place place = find(to);
  if (!trouble_.well() || place.buffer == nullptr) return;
  auto array = arrays_.upper_bound(number_of_address(to));
  ++(--array)->second.writes;
  const auto* bytes = static_cast<const unsigned char*>(from);
  written_.emplace_back(bytes, bytes + count * sizeof(float));
  trouble_.see(OpenCl::get().write_buffer(queue_, place.buffer, 0, place.at * sizeof(float),
                                          count * sizeof(float), written_.back().data(), 0, nullptr,
                                          nullptr),
               "writing");
}

void DeviceMemory::read(const float* from, void* to, std::size_t count) {
  const Place place = find(from);
  if (trouble_.well() && place.buffer != nullptr &&
      trouble_.see(OpenCl::get().read_buffer(queue_, place.buffer, 1, place.at * sizeof(float),
                                             count * sizeof(float), to, 0, nullptr, nullptr),
                   "computing")) {
    written_.clear();  // the queue is in order: all before is done
    return;
  }
  std::memset(to, 0, count * sizeof(float));
}

}  // namespace bach::gpu
