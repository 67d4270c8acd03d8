// Numbers of work-items.
#pragma once

#include <cstddef>

namespace bach::gpu {

inline std::size_t times(int a, int b) {
  return static_cast<std::size_t>(a) * static_cast<std::size_t>(b);
}
inline std::size_t times(int a, int b, int c) { return times(a, b) * static_cast<std::size_t>(c); }
inline int count_of(std::size_t items) { return static_cast<int>(items); }

}  // namespace bach::gpu
