// e^x for many numbers at once, by operations that every machine rounds alike.
#pragma once

#include <bit>
#include <cstdint>

namespace bach {

// For −80 ≤ x ≤ 0, relative error below 1e-6; less is as −80. A loop over it becomes vector code.
inline float fast_exp(float x) {
  x = x < -80.0F ? -80.0F : x;
  const float y = x * 1.44269504F;  // log2 e
  const auto whole = static_cast<std::int32_t>(y - 0.5F);
  const float f = (y - static_cast<float>(whole)) * 0.693147181F;  // −0.35 … 0.35
  float p = 1.0F / 720;
  p = p * f + 1.0F / 120;
  p = p * f + 1.0F / 24;
  p = p * f + 1.0F / 6;
  p = p * f + 0.5F;
  p = p * f + 1.0F;
  p = p * f + 1.0F;
  return p * std::bit_cast<float>((whole + 127) << 23);
}

}  // namespace bach
