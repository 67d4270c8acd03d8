// The sample rate of the sounds tested.
#pragma once

namespace bach {

inline constexpr int kRate = 44100;

}  // namespace bach
