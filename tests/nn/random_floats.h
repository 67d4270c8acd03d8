// Numbers for tests of kernels.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"

namespace bach {

// `count` numbers in −1 … 1, all 24 bits used; `which` picks another set.
inline std::vector<float> random_floats(std::size_t count, std::uint32_t which) {
  const CounterRandom random(7, Purpose::kProgress);
  std::vector<float> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = 2 * random.uniform_float(0, which, static_cast<std::uint32_t>(i)) - 1;
  }
  return out;
}

}  // namespace bach
