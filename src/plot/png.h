// Pixels as a PNG file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"

namespace bach {

struct Pixels {
  int width = 0;
  int height = 0;
  std::size_t stride = 0;  // bytes from row to row
  // Rows from the top; of each pixel 32 bits of this machine's order: nothing, red, green, blue.
  std::span<const std::uint8_t> bytes;
};

// With libpng, which is loaded at the first call; rows are written as differences from the one above, which
// suits drawings: the file is as small as with every filter tried, and is made in half the time. Errors:
// kUnsupported without the library, kIo for what libpng says. From any thread.
Result<std::vector<std::uint8_t>> png_of(const Pixels& pixels);

}  // namespace bach
