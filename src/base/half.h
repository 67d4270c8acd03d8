// IEEE 754 half precision: 1 sign, 5 exponent and 10 fraction bits, binary16 of IEEE 754-2019.
#pragma once

#include <cstdint>

namespace bach {

// The nearest half, ties to even. Finite numbers beyond the largest half, 65504, become that;
// infinities and NaN stay what they are.
std::uint16_t half_from_float(float value);

// Exact.
float float_from_half(std::uint16_t half);

}  // namespace bach
