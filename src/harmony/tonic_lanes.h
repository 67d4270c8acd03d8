// Twelve numbers, one for each tonic, as three vectors of four: every machine has those, and adds and
// multiplies each number by itself.
#pragma once

#include <cstddef>
#include <cstring>

namespace bach {

struct TonicLanes {
  using Four = float __attribute__((vector_size(16)));
  Four part[3];

  static TonicLanes all(float value) {
    const Four four = {value, value, value, value};
    return {{four, four, four}};
  }
  static TonicLanes load(const float* from) {
    TonicLanes lanes;
    for (int i = 0; i < 3; ++i)
      std::memcpy(&lanes.part[i], from + std::ptrdiff_t{4} * i, sizeof(Four));
    return lanes;
  }
  void store(float* to) const {
    for (int i = 0; i < 3; ++i) std::memcpy(to + std::ptrdiff_t{4} * i, &part[i], sizeof(Four));
  }

  friend TonicLanes operator*(const TonicLanes& a, const TonicLanes& b) {
    return {{a.part[0] * b.part[0], a.part[1] * b.part[1], a.part[2] * b.part[2]}};
  }
  friend TonicLanes operator+(const TonicLanes& a, const TonicLanes& b) {
    return {{a.part[0] + b.part[0], a.part[1] + b.part[1], a.part[2] + b.part[2]}};
  }
  friend TonicLanes larger(const TonicLanes& a, const TonicLanes& b) {
    return {{a.part[0] > b.part[0] ? a.part[0] : b.part[0],
             a.part[1] > b.part[1] ? a.part[1] : b.part[1],
             a.part[2] > b.part[2] ? a.part[2] : b.part[2]}};
  }
};

static_assert(sizeof(TonicLanes) == 12 * sizeof(float));

}  // namespace bach
