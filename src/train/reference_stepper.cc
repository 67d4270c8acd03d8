#include "train/reference_stepper.h"

#include <algorithm>
#include <utility>

namespace bach {

ReferenceStepper::ReferenceStepper(const ModelConfig& config, int batch_size, std::uint64_t seed,
                                   std::vector<float> parameters)
    : config_(config),
      batch_size_(batch_size),
      seed_(seed),
      parameters_(std::move(parameters)),
      gradients_(parameters_.size()),
      adam_(parameters_.size()),
      network_(config) {
  network_.set_parameters(parameters_);
}

double ReferenceStepper::step(std::span<const int> rows, std::span<const int> targets,
                              std::uint64_t step) {
  draw_masks(config_, static_cast<int>(targets.size()), seed_, step, masks_);
  network_.forward(rows, &masks_);
  const double loss = network_.loss(targets) / static_cast<double>(targets.size());
  network_.backward(targets, &masks_, gradients_);
  adam_.step(parameters_, gradients_);
  network_.set_parameters(parameters_);
  return loss;
}

double ReferenceStepper::evaluate(std::span<const int> rows, std::span<const int> targets) {
  network_.forward(rows);
  return network_.loss(targets);
}

void ReferenceStepper::export_parameters(std::span<float> out) const {
  std::copy(parameters_.begin(), parameters_.end(), out.begin());
}

OptimiserState ReferenceStepper::state() const {
  const AdamState<float>& adam = adam_.state();
  return {parameters_,
          adam.first_moment,
          adam.second_moment,
          {},
          adam.beta1_power,
          adam.beta2_power,
          0};
}

void ReferenceStepper::restore(const OptimiserState& state) {
  parameters_ = state.parameters;
  adam_.restore({state.beta1_power, state.beta2_power, state.first_moments, state.second_moments});
  network_.set_parameters(parameters_);
}

}  // namespace bach
