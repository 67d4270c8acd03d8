#include "train/engine_stepper.h"

namespace bach {

EngineStepper::EngineStepper(const ModelConfig& config, const EngineOptions& options,
                             std::span<const float> parameters)
    : seed_(options.seed),
      pool_(options.threads),
      trainer_(config, options.batch_size, options.isa, pool_) {
  trainer_.weights().set_parameters(parameters);
}

Result<std::unique_ptr<Stepper>> EngineStepper::create(const ModelConfig& config,
                                                       EngineOptions options,
                                                       std::span<const float> parameters) {
  Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return std::move(isa).error();
  options.isa = *isa;
  return std::unique_ptr<Stepper>(new EngineStepper(config, options, parameters));
}

double EngineStepper::step(std::span<const int> rows, std::span<const int> targets,
                           std::uint64_t step) {
  return trainer_.step(rows, targets, seed_, step);
}

double EngineStepper::evaluate(std::span<const int> rows, std::span<const int> targets) {
  return trainer_.evaluate(rows, targets);
}

void EngineStepper::export_parameters(std::span<float> out) const {
  trainer_.weights().export_parameters(out);
}

OptimiserState EngineStepper::state() const { return trainer_.state(); }

void EngineStepper::restore(const OptimiserState& state) { trainer_.restore(state); }

}  // namespace bach
