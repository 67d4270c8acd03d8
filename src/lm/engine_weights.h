// A windows network's weights on the fast engine (nn/engine).
#pragma once

#include <span>
#include <vector>

#include "lm/config.h"
#include "lm/optimiser_state.h"
#include "nn/engine/arena.h"
#include "nn/engine/dense_layer.h"
#include "nn/engine/kernels.h"
#include "nn/engine/lstm_layer.h"

namespace bach {

class EngineWeights {
 public:
  // `config` must be valid and `isa` available. `training`: with gradients and Adam's moments.
  EngineWeights(const ModelConfig& config, engine::Isa isa, bool training);

  const engine::Kernels& kernels() const { return *kernels_; }
  const engine::Arena& arena() const { return arena_; }
  std::span<const engine::LstmLayer> lstm() const { return lstm_; }
  const engine::DenseLayer& lin_1() const { return lin_1_; }
  const engine::DenseLayer& lin_2() const { return lin_2_; }

  // `block` is laid out as lm/parameters.h says.
  void set_parameters(std::span<const float> block);
  void export_parameters(std::span<float> block) const;
  // After a training step: its gradients, laid out like the weights.
  void export_gradients(std::span<float> block) const;
  // The blocks of `state`, between training steps: the weights and Adam's moments.
  void export_state(OptimiserState& state) const;
  void restore_state(const OptimiserState& state);

 private:
  // In the order of ParameterLayout.
  std::vector<engine::PackedTensor> tensors() const;
  void pack_all(std::span<const float> block, float* to) const;
  void unpack_all(const float* from, std::span<float> block) const;

  const engine::Kernels* kernels_;
  engine::Arena arena_;
  std::vector<engine::LstmLayer> lstm_;
  engine::DenseLayer lin_1_, lin_2_;
};

}  // namespace bach
