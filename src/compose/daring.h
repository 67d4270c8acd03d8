// How bold composed music is.
#pragma once

#include <cstdint>

namespace bach {

// How far notes go from what is most likely.
enum class Daring : std::uint8_t { kLess, kUsual, kMore };

}  // namespace bach
