// The Adam optimiser (Kingma and Ba, 2015), step for step as PyTorch computes it.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace bach {

struct AdamOptions {
  double learning_rate = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
};

// What Adam remembers from step to step. T is float or double.
template <typename T>
struct AdamState {
  double beta1_power = 1;  // β₁^t as a running product
  double beta2_power = 1;
  std::vector<T> first_moment;
  std::vector<T> second_moment;
};

template <typename T>
class Adam {
 public:
  explicit Adam(std::size_t size, const AdamOptions& options = {});

  // One update of `parameters` along `gradients`; both have the size given at construction.
  //   m ← β₁m + (1 − β₁)g     v ← β₂v + (1 − β₂)g²
  //   p ← p − lr / (1 − β₁^t) · m / (√v / √(1 − β₂^t) + ε)
  void step(std::span<T> parameters, std::span<const T> gradients);

  const AdamState<T>& state() const { return state_; }
  // `state` is of as many parameters.
  void restore(AdamState<T> state) { state_ = std::move(state); }

 private:
  AdamOptions options_;
  AdamState<T> state_;
};

}  // namespace bach
