// A drawn image in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace bach {

struct Pixels {
  int width = 0;
  int height = 0;
  std::size_t stride = 0;  // bytes from row to row
  // Rows from the top; of each pixel 32 bits of this machine's order: nothing, red, green, blue.
  std::span<const std::uint8_t> bytes;
};

}  // namespace bach
