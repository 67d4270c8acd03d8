// How the learning rate goes up and down over a training.
#pragma once

#include <cstdint>

namespace bach {

enum class Decay {
  kNone,    // stays where the warm-up left it
  kCosine,  // half a cosine down to 0 (Loshchilov and Hutter, "SGDR", 2017, one cycle)
};

struct Schedule {
  double learning_rate = 1e-3;  // the highest
  int warmup = 0;               // steps of a straight rise up to it
  Decay decay = Decay::kNone;
};

// The rate of step `step`, from 0, of `steps`.
double learning_rate_at(const Schedule& schedule, std::uint64_t step, std::uint64_t steps);

}  // namespace bach
