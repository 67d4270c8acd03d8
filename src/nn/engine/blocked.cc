#include "nn/engine/blocked.h"

#include <algorithm>

namespace bach::engine {
namespace {

// A cache line, and the width of the widest vector.
constexpr std::align_val_t kAlignment{64};

}  // namespace

AlignedFloats::AlignedFloats(std::size_t count)
    : data_(static_cast<float*>(::operator new[](count * sizeof(float), kAlignment))),
      size_(count) {
  std::fill_n(data_.get(), count, 0.0f);
}

void AlignedFloats::Free::operator()(float* data) const { ::operator delete[](data, kAlignment); }

}  // namespace bach::engine
