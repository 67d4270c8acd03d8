// What the training loop needs of a network: take a step, measure, hand out the weights.
#pragma once

#include <cstdint>
#include <span>

#include "lm/optimiser_state.h"

namespace bach {

// One network in training with its optimiser. Implementations differ in speed only: for one seed
// they draw the same masks (see nn/dropout.h) and take the same steps up to rounding.
// Not thread-safe: one caller at a time.
class Stepper {
 public:
  virtual ~Stepper() = default;

  // Windows a step takes, B.
  virtual int batch_size() const = 0;

  // One forward, backward and update. `rows` is [B][T] row indices in 0 … V−1, window by window;
  // `targets` the B rows that follow. `step` counts from 0 and picks the dropout masks. Returns the
  // batch's mean loss in nats before the update.
  virtual double step(std::span<const int> rows, std::span<const int> targets,
                      std::uint64_t step) = 0;

  // The sum of the losses of 1 … B windows in nats, nothing dropped; changes no state.
  virtual double evaluate(std::span<const int> rows, std::span<const int> targets) = 0;

  // Copies the weights, laid out as lm/parameters.h says. `out` has exactly that size.
  virtual void export_parameters(std::span<float> out) const = 0;

  // What the next step starts from; restored, steps go on with the same bits. Blocks of another
  // network's size must not be handed in.
  virtual OptimiserState state() const = 0;
  virtual void restore(const OptimiserState& state) = 0;
};

}  // namespace bach
