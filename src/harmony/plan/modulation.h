// How far a plan goes from its home key.
#pragma once

#include <cstdint>

namespace bach {

// How far from home, and how often.
enum class Modulation : std::uint8_t { kLess, kUsual, kMore };

}  // namespace bach
