#include "nn/engine/blocked.h"

#include <algorithm>

#include "nn/engine/kernels.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace bach::engine {
namespace {

constexpr std::size_t kCacheLine = 64;
// Large arrays ask for large pages: walking across panels would miss the processor's table of small
// ones. Only advice; nothing changes but speed.
constexpr std::size_t kLargePage = std::size_t{2} << 20;

std::size_t alignment_of(std::size_t bytes) { return bytes < kLargePage ? kCacheLine : kLargePage; }

}  // namespace

AlignedFloats::AlignedFloats(std::size_t count, FloatMemory* memory)
    : data_(nullptr, Free{}), size_(count) {
  if (memory != nullptr) {
    data_ = {memory->allocate(count), Free{0, memory}};
    return;
  }
  const std::size_t bytes = count * sizeof(float);
  const std::size_t alignment = alignment_of(bytes);
  data_ = {static_cast<float*>(::operator new[](bytes, std::align_val_t{alignment})),
           Free{alignment, nullptr}};
#if defined(__linux__)
  if (alignment == kLargePage) madvise(data_.get(), bytes, MADV_HUGEPAGE);
#endif
  std::fill_n(data_.get(), count, 0.0f);
}

void AlignedFloats::Free::operator()(float* data) const {
  if (memory != nullptr) return memory->release(data);
  ::operator delete[](data, std::align_val_t{alignment});
}

}  // namespace bach::engine
