#include "lm/parameters.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/random.h"

namespace bach {

ParameterLayout::ParameterLayout(const ModelConfig& config) {
  const int gates = 4 * config.hidden;
  for (int l = 0; l < config.layers; ++l) {
    const std::string suffix = "_l" + std::to_string(l);
    const int inputs = l == 0 ? config.vocabulary : config.hidden;
    add("lstm.weight_ih" + suffix, {gates, inputs}, config.hidden);
    add("lstm.weight_hh" + suffix, {gates, config.hidden}, config.hidden);
    add("lstm.bias_ih" + suffix, {gates}, config.hidden);
    add("lstm.bias_hh" + suffix, {gates}, config.hidden);
  }
  add("lin_1.weight", {config.dense, config.hidden}, config.hidden);
  add("lin_1.bias", {config.dense}, config.hidden);
  add("lin_2.weight", {config.vocabulary, config.dense}, config.dense);
  add("lin_2.bias", {config.vocabulary}, config.dense);
}

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

template <typename T>
NetworkView<T> view_network(const ModelConfig& config, T* block) {
  const ParameterLayout layout(config);
  auto next = layout.tensors().begin();
  const auto take = [&] { return block + (next++)->offset; };
  NetworkView<T> view{};
  for (int l = 0; l < config.layers; ++l) {
    // Braced lists are evaluated from left to right.
    view.lstm.push_back(LstmView<T>{take(), take(), take(), take()});
  }
  view.lin_1 = LinearView<T>{take(), take()};
  view.lin_2 = LinearView<T>{take(), take()};
  return view;
}

template NetworkView<float> view_network(const ModelConfig&, float*);
template NetworkView<const float> view_network(const ModelConfig&, const float*);
template NetworkView<double> view_network(const ModelConfig&, double*);
template NetworkView<const double> view_network(const ModelConfig&, const double*);

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
