// What a part of a piece does in its dance.
#pragma once

#include <cstdint>

namespace bach {

// The values are part of the model format.
enum class PartRole : std::uint8_t {
  kWhole = 0,  // played once, and nothing of the dance follows
  kFirst = 1,  // more of the dance follows
  kLast = 2,   // repeated, and nothing of the dance follows
};
inline constexpr int kPartRoles = 3;

}  // namespace bach
