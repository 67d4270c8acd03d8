// The last weights known to be good: what is left of a training that diverges.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace bach {

inline bool all_finite(std::span<const float> numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](float x) { return std::isfinite(x); });
}

// Weights are taken every so many steps and count as good once the batch after them says so.
class GoodWeights {
 public:
  static constexpr std::uint64_t kEvery = 50;  // steps

  bool due(std::uint64_t steps) const { return steps % kEvery == 0; }
  // `take` fills the block it is given.
  template <typename Take>
  void take(std::uint64_t steps, std::size_t size, Take take_weights) {
    taken_.resize(size);
    take_weights(std::span<float>(taken_));
    taken_step_ = steps;
  }
  // The batch after the weights taken last was learned well from.
  void confirm() {
    if (taken_step_ == step_) return;
    if (all_finite(taken_)) {
      good_.swap(taken_);
      step_ = taken_step_;
    }
    taken_step_ = step_;
  }

  std::span<const float> weights() const { return good_; }  // empty: none yet
  std::uint64_t step() const { return step_; }              // steps behind them

 private:
  std::vector<float> taken_, good_;
  std::uint64_t taken_step_ = 0, step_ = 0;
};

// What a listener is told when training diverges, before the error is returned.
struct DivergedReport {
  std::uint64_t step = 0;             // steps done
  std::span<const float> parameters;  // the best on held-out music, or the last known to be good
  std::uint64_t parameters_step = 0;  // steps behind those
};

}  // namespace bach
