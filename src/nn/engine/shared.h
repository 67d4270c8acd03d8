// Small arrays that the host fills or reads and kernels use.
#pragma once

#include <cstddef>
#include <vector>

#include "nn/engine/blocked.h"
#include "nn/engine/kernels.h"

namespace bach::engine {

// T: float or int. Where kernels have a memory of their own there are two copies, brought in line by
// give() and take(); else one, and these do nothing.
template <typename T>
class Shared {
  static_assert(sizeof(T) == sizeof(float));

 public:
  Shared() = default;
  Shared(std::size_t count, FloatMemory* memory) : numbers_(count), memory_(memory) {
    if (memory != nullptr) copy_ = AlignedFloats(count, memory);
  }

  T* host() { return numbers_.data(); }
  const T* host() const { return numbers_.data(); }
  // For kernels.
  const T* there() const { return memory_ == nullptr ? numbers_.data() : there(copy_.data()); }
  T* there() { return memory_ == nullptr ? numbers_.data() : there(copy_.data()); }
  std::size_t size() const { return numbers_.size(); }

  // Of the first `count` numbers.
  void give(std::size_t count) {
    if (memory_ != nullptr && count > 0) memory_->write(numbers_.data(), copy_.data(), count);
  }
  void take(std::size_t count) {
    if (memory_ != nullptr && count > 0) memory_->read(copy_.data(), numbers_.data(), count);
  }

 private:
  static T* there(float* data) { return reinterpret_cast<T*>(data); }

  std::vector<T> numbers_;
  AlignedFloats copy_;
  FloatMemory* memory_ = nullptr;
};

}  // namespace bach::engine
