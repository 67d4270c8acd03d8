// e^x for twelve numbers at once, by operations that every machine rounds alike.
#pragma once

#include <cstdint>

#include "harmony/tonic_lanes.h"

namespace bach {

// For −80 ≤ x ≤ 0, relative error below 1e-6; less is as −80.
inline TonicLanes fast_exp(const TonicLanes& x) {
  using Four = TonicLanes::Four;
  using FourWhole = std::int32_t __attribute__((vector_size(16)));
  TonicLanes result;
  for (int i = 0; i < 3; ++i) {
    const Four least = {-80.0F, -80.0F, -80.0F, -80.0F};
    const Four bounded = x.part[i] > least ? x.part[i] : least;
    const Four binary = bounded * 1.44269504F;  // log2 e
    const FourWhole whole = __builtin_convertvector(binary - 0.5F, FourWhole);
    const Four rest = (binary - __builtin_convertvector(whole, Four)) * 0.693147181F;  // ± 0.35
    Four sum = rest * (1.0F / 720) + 1.0F / 120;
    sum = sum * rest + 1.0F / 24;
    sum = sum * rest + 1.0F / 6;
    sum = sum * rest + 0.5F;
    sum = sum * rest + 1.0F;
    sum = sum * rest + 1.0F;
    const FourWhole power = (whole + 127) << 23;  // 2^whole
    result.part[i] = sum * reinterpret_cast<Four>(power);
  }
  return result;
}

}  // namespace bach
