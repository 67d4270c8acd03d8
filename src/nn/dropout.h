// Dropout whose masks are a pure function of (seed, step, where).
//
// A mask's factor is 1 / (1 − rate) where a unit stays, 0 where it is dropped. Unit u of a row
// stays when word u % 4 of CounterRandom(seed, kDropout).block(step, site · 2^24 + row, u / 4) is
// at least rate · 2^32 rounded down. In a mask over time, unit = t · width + u. row < 2^24, site <
// 2^8, 0 <= rate < 1.
#pragma once

#include <cstdint>

namespace bach {

// Places in a network that drop units draw different numbers.
inline constexpr std::uint32_t kHeadSite = 0;                 // between the two linear layers
inline constexpr std::uint32_t site_after_layer(int layer) {  // LSTM layers, counted from 0
  return 1 + static_cast<std::uint32_t>(layer);
}

}  // namespace bach
