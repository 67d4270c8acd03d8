// A sequence network's weights on the fast engine (nn/engine).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "lm/network_config.h"
#include "lm/network_head.h"
#include "lm/network_parameters.h"
#include "lm/optimiser_state.h"
#include "nn/engine/arena.h"
#include "nn/engine/embedding.h"
#include "nn/engine/kernels.h"
#include "nn/engine/lstm_layer.h"

namespace bach {

class NetworkWeights {
 public:
  // `config` must be valid; `kernels` compute with the weights, in their memory, and must outlive
  // them. `training`: with gradients and Adam's moments.
  NetworkWeights(const NetworkConfig& config, const engine::Kernels& kernels, bool training);
  NetworkWeights(const NetworkWeights&) = delete;
  NetworkWeights& operator=(const NetworkWeights&) = delete;

  const NetworkConfig& config() const { return config_; }
  const FieldInputs& inputs() const { return inputs_; }  // of the first layer
  const engine::Kernels& kernels() const { return *kernels_; }
  const engine::Arena& arena() const { return arena_; }
  const NetworkHead::Tables& tables() const { return tables_; }
  std::span<const engine::LstmLayer> lstm() const { return lstm_; }
  std::span<const NetworkHead> heads() const { return heads_; }

  // `block` is laid out as lm/network_parameters.h says.
  void set_parameters(std::span<const float> block);
  void export_parameters(std::span<float> block) const;
  // After a training step: its gradients, laid out like the weights.
  void export_gradients(std::span<float> block) const;
  // The blocks of `state`, between training steps: the weights, Adam's moments and, if there is
  // room for them, the averages. restore_state() makes room for averages that are there.
  void export_state(OptimiserState& state) const;
  void restore_state(const OptimiserState& state);

  // Brings all that follows from the weights up to date.
  void derive() const;

  // A second set of weights, zero, and its exchange with the first; see Arena.
  void allocate_averages() { arena_.allocate_averages(); }
  void swap_averages();

 private:
  void pack_all(std::span<const float> block, float* array) const;
  void pack_all(const NetworkView<const float>& view, float* to) const;
  void unpack_all(const float* array, std::span<float> block) const;
  // Calls change(array) with an array of the arena where the host can change it.
  template <typename Change>
  void change_array(float* array, Change change) const;

  NetworkConfig config_;
  FieldInputs inputs_;
  const engine::Kernels* kernels_;
  engine::Arena arena_;
  NetworkHead::Tables tables_;
  std::vector<engine::LstmLayer> lstm_;
  std::vector<NetworkHead> heads_;
};

}  // namespace bach
