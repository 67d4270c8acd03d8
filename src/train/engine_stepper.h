// Training on the fast engine. Same seed, same bytes, on any instruction set and number of threads.
#pragma once

#include <memory>
#include <vector>

#include "base/result.h"
#include "base/thread_pool.h"
#include "lm/config.h"
#include "lm/window_trainer.h"
#include "nn/engine/isa.h"
#include "train/stepper.h"

namespace bach {

struct EngineOptions {
  int batch_size = 64;      // B, at least 1
  std::uint64_t seed = 42;  // picks the dropout masks
  int threads = 0;          // 0: the cores this process may use; changes speed only
  // Changes speed only; must be available.
  engine::Isa isa = engine::Isa::kPortable;
};

class EngineStepper : public Stepper {
 public:
  // Starts from `parameters` (see initial_parameters()). `config` must be valid.
  EngineStepper(const ModelConfig& config, const EngineOptions& options,
                std::span<const float> parameters);

  // On the fastest instruction set of this machine or the one BACH_FORCE_ISA names; an error when
  // it names one that cannot be used. options.isa is ignored.
  static Result<std::unique_ptr<Stepper>> create(const ModelConfig& config, EngineOptions options,
                                                 std::span<const float> parameters);

  int batch_size() const override { return trainer_.batch_size(); }
  double step(std::span<const int> rows, std::span<const int> targets, std::uint64_t step) override;
  double evaluate(std::span<const int> rows, std::span<const int> targets) override;
  void export_parameters(std::span<float> out) const override;
  OptimiserState state() const override;
  void restore(const OptimiserState& state) override;

 private:
  std::uint64_t seed_;
  ThreadPool pool_;
  WindowTrainer trainer_;
};

}  // namespace bach
