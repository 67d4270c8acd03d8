// One row of a dropout mask (see nn/dropout.h), unit by unit.
#pragma once

#include <cstdint>
#include <span>

namespace bach {

// Fills the row: 1 / (1 − rate) where a unit stays, 0 where it is dropped. T is float or double.
template <typename T>
void fill_dropout_mask(std::uint64_t seed, std::uint64_t step, std::uint32_t site,
                       std::uint32_t row, double rate, std::span<T> mask);

}  // namespace bach
