#include "lm/parameters.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/random.h"

namespace bach {

void ParameterLayout::add(std::string name, std::vector<int> shape, int fan_in) {
  std::size_t count = 1;
  for (const int extent : shape) count *= static_cast<std::size_t>(extent);
  tensors_.push_back({std::move(name), std::move(shape), size_, count, fan_in});
  size_ += count;
}

const TensorSlot* ParameterLayout::find(std::string_view name) const {
  const auto found = std::find_if(tensors_.begin(), tensors_.end(),
                                  [&](const TensorSlot& slot) { return slot.name == name; });
  return found == tensors_.end() ? nullptr : &*found;
}

std::vector<float> initial_parameters(const ParameterLayout& layout, std::uint64_t seed) {
  const CounterRandom random(seed, Purpose::kInitialise);
  std::vector<float> block(layout.size());
  std::uint32_t tensor = 0;
  for (const TensorSlot& slot : layout.tensors()) {
    const auto bound = slot.fan_in == 0
                           ? 0.0f
                           : static_cast<float>(1.0 / std::sqrt(static_cast<double>(slot.fan_in)));
    for (std::size_t k = 0; k < slot.size; ++k) {
      const float uniform = random.uniform_float(0, tensor, static_cast<std::uint32_t>(k));
      block[slot.offset + k] = (2 * uniform - 1) * bound;
    }
    ++tensor;
  }
  return block;
}

}  // namespace bach
