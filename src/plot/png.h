// Pixels as a PNG file.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "plot/pixels.h"

namespace bach {

// With libpng, which is loaded at the first call: in the colours of a palette where the image has one (palette.h), else in all. Rows
// are written as differences from the one above, which suits drawings: most are the same. Errors: kUnsupported without the library,
// kIo for what libpng says. From any thread.
Result<std::vector<std::uint8_t>> png_of(const Pixels& pixels);

}  // namespace bach
