// All weights of a network in one block, with PyTorch's names, shapes and order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lm/network_config.h"

namespace bach {

// One tensor's place in the block.
struct TensorSlot {
  std::string name;        // as in PyTorch's state_dict: "lstm.weight_ih_l0"
  std::vector<int> shape;  // one or two numbers, row-major
  std::size_t offset = 0;  // of its first number in the block
  std::size_t size = 0;    // product of the shape
  int fan_in = 1;          // PyTorch draws it from ±1/√fan_in; 0: it starts as zero
};

// Where each tensor of a network lies, see lm/network_parameters.h. Gradients and Adam's moments
// are laid out alike.
class ParameterLayout {
 public:
  // `config` must be valid (see validate()).
  explicit ParameterLayout(const NetworkConfig& config);

  // Not of a temporary: a range-for over it would outlive its slots.
  std::span<const TensorSlot> tensors() const& { return tensors_; }
  std::span<const TensorSlot> tensors() && = delete;
  // Numbers in the whole block; there are no gaps. 431,183 for the notebook's network.
  std::size_t size() const { return size_; }
  // Null when there is no such tensor.
  const TensorSlot* find(std::string_view name) const;

 private:
  void add(std::string name, std::vector<int> shape, int fan_in);
  void add_head(const NetworkConfig& config, const HeadConfig& head);

  std::vector<TensorSlot> tensors_;
  std::size_t size_ = 0;
};

// The tensors of one LSTM layer within a block. T is float or double, const or not.
template <typename T>
struct LstmView {
  T* weight_ih;  // [4H][inputs]; the 4H rows are the gates i, f, g, o, H rows each
  T* weight_hh;  // [4H][H]
  T* bias_ih;    // [4H]
  T* bias_hh;    // [4H]
};

template <typename T>
struct LinearView {
  T* weight;  // [outputs][inputs]
  T* bias;    // [outputs]
};

// A fresh network's weights: every tensor uniform in ±1/√fan_in (PyTorch's default for LSTM and
// Linear: fan_in is H for all LSTM tensors, the number of inputs for a linear layer's weight and
// bias). The number at place k of tensor n is decided by (seed, n, k) alone. 24 random bits each.
std::vector<float> initial_parameters(const ParameterLayout& layout, std::uint64_t seed);

}  // namespace bach
