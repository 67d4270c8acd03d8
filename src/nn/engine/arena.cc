#include "nn/engine/arena.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace bach::engine {

int PackedTensor::panels() const { return gates ? 4 * panels_of(outputs / 4) : panels_of(outputs); }

int PackedTensor::column(int n) const {
  if (!gates) return n;
  const int units = outputs / 4;
  const int gate = n / units, unit = n % units;
  return (unit / kLanes * 4 + gate) * kLanes + unit % kLanes;
}

std::size_t Arena::reserve(std::size_t size) {
  const std::size_t offset = size_;
  size_ += size;
  return offset;
}

std::size_t Arena::reserve_derived(std::size_t size) {
  const std::size_t offset = derived_size_;
  derived_size_ += size;
  return offset;
}

void Arena::allocate(FloatMemory* memory, bool training) {
  memory_ = memory;
  values_ = AlignedFloats(size_, memory);
  derived_ = AlignedFloats(derived_size_, memory);
  if (!training) return;
  gradients_ = AlignedFloats(size_, memory);
  first_ = AlignedFloats(size_, memory);
  second_ = AlignedFloats(size_, memory);
}

namespace {

// The largest power of two that `number`, finite and not 0, is a multiple of.
float unit_of(float number) {
  const auto bits = std::bit_cast<std::uint32_t>(number);
  const int exponent = static_cast<int>(bits >> 23 & 0xFF);
  const std::uint32_t mantissa = (bits & 0x7FFFFF) | (exponent > 0 ? 0x800000u : 0u);
  return std::ldexp(1.0f, std::max(exponent, 1) - 150 + std::countr_zero(mantissa));
}

BlockFacts facts_of(const float* block) {
  constexpr float kLargest = std::numeric_limits<float>::max();
  BlockFacts facts{kLargest, kLargest, 0};
  for (int i = 0; i < kLanes * kLanes; ++i) {
    if (!std::isfinite(block[i])) return {};
    if (block[i] == 0) continue;
    facts.unit = std::min(facts.unit, unit_of(block[i]));
    facts.least = std::min(facts.least, std::abs(block[i]));
    facts.most = std::max(facts.most, std::abs(block[i]));
  }
  return facts;
}

}  // namespace

void Arena::know(const PackedTensor& tensor, int panel, int panels) const {
  if (facts_.empty()) return;
  for (int p = panel; p < panel + panels; ++p) {
    for (int block = 0; block < tensor.rows / kLanes; ++block) {
      const std::size_t at = tensor.offset + blocked_size(tensor.rows, p) +
                             static_cast<std::size_t>(block) * kFactsBlock;
      facts_[at / kFactsBlock] = facts_of(values() + at);
    }
  }
}

namespace {

// Calls visit(place in the block, place in PyTorch's tensor) for each number.
template <typename Visit>
void for_each_number(const PackedTensor& tensor, Visit visit) {
  const auto inputs = static_cast<std::size_t>(tensor.inputs);
  const auto stride = tensor.stride > 0 ? static_cast<std::size_t>(tensor.stride) : inputs;
  for (int n = 0; n < tensor.outputs; ++n) {
    const int column = tensor.column(n);
    std::size_t at = tensor.offset + blocked_size(tensor.rows, column / kLanes) +
                     static_cast<std::size_t>(column % kLanes);
    const std::size_t plain = static_cast<std::size_t>(n) * stride;
    for (std::size_t k = 0; k < inputs; ++k, at += kLanes) visit(at, plain + k);
  }
}

}  // namespace

void pack(const PackedTensor& tensor, const float* plain, float* block) {
  for_each_number(tensor, [&](std::size_t at, std::size_t from) { block[at] = plain[from]; });
}

void unpack(const PackedTensor& tensor, const float* block, float* plain) {
  for_each_number(tensor, [&](std::size_t at, std::size_t to) { plain[to] = block[at]; });
}

void transpose_panel(const float* from, int rows, float* to, std::ptrdiff_t to_panel,
                     int first_row) {
  to += std::ptrdiff_t{first_row} * kLanes;
  for (int block = 0; block < rows / kLanes; ++block, to += to_panel, from += kLanes * kLanes) {
    for (int i = 0; i < kLanes; ++i) {
      for (int j = 0; j < kLanes; ++j) to[i * kLanes + j] = from[j * kLanes + i];
    }
  }
}

}  // namespace bach::engine
