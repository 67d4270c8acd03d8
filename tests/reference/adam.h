// The Adam optimiser in the plainest of code, what the engine's is compared with.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "nn/adam.h"

namespace bach {

// T is float or double.
template <typename T>
class Adam {
 public:
  explicit Adam(std::size_t size, const AdamOptions& options = {});

  // One update of `parameters` along `gradients`; both have the size given at construction.
  void step(std::span<T> parameters, std::span<const T> gradients);

 private:
  AdamOptions options_;
  double beta1_power_ = 1, beta2_power_ = 1;  // β^t as running products
  std::vector<T> first_moment_, second_moment_;
};

}  // namespace bach
