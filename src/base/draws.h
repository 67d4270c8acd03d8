// Random numbers one after another, for work that draws in one order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/random.h"

namespace bach {

// Number k is that of CounterRandom(seed, purpose) at (k, row, 0). Copies go on from where the
// original stands.
class Draws {
 public:
  Draws(std::uint64_t seed, Purpose purpose, std::uint32_t row)
      : random_(seed, purpose), row_(row) {}

  // In 0 … bound − 1. bound > 0.
  std::uint32_t below(std::uint32_t bound) { return random_.below(bound, step_++, row_, 0); }
  // In [0, 1).
  double uniform() { return random_.uniform_double(step_++, row_, 0); }
  // `all` is not empty.
  template <typename T>
  const T& one_of(const std::vector<T>& all) {
    return all[below(static_cast<std::uint32_t>(all.size()))];
  }
  // An index, each as probable as its weight says; weights are not negative, their sum is not 0.
  std::size_t weighted(std::span<const double> weights) {
    double sum = 0;
    for (const double weight : weights) sum += weight;
    double left = uniform() * sum;
    std::size_t last = 0;
    for (std::size_t k = 0; k < weights.size(); ++k) {
      if (weights[k] <= 0) continue;
      last = k;
      left -= weights[k];
      if (left < 0) break;
    }
    return last;
  }

 private:
  CounterRandom random_;
  std::uint32_t row_;
  std::uint64_t step_ = 0;
};

}  // namespace bach
