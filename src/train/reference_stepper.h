// Training in the plain kernels: the reference a faster engine is tested against.
#pragma once

#include <vector>

#include "lm/config.h"
#include "lm/window_network.h"
#include "nn/adam.h"
#include "train/stepper.h"

namespace bach {

class ReferenceStepper : public Stepper {
 public:
  // Starts from `parameters` (see initial_parameters()). `seed` picks the dropout masks.
  ReferenceStepper(const ModelConfig& config, int batch_size, std::uint64_t seed,
                   std::vector<float> parameters);

  int batch_size() const override { return batch_size_; }
  double step(std::span<const int> rows, std::span<const int> targets, std::uint64_t step) override;
  double evaluate(std::span<const int> rows, std::span<const int> targets) override;
  void export_parameters(std::span<float> out) const override;
  OptimiserState state() const override;
  void restore(const OptimiserState& state) override;

 private:
  ModelConfig config_;
  int batch_size_;
  std::uint64_t seed_;
  std::vector<float> parameters_;
  std::vector<float> gradients_;
  Adam<float> adam_;
  DropoutMasks<float> masks_;
  WindowNetwork<float> network_;
};

}  // namespace bach
