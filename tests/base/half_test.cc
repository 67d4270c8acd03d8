#include "base/half.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace bach {
namespace {

TEST(Half, EveryHalfComesBack) {
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    const float value = float_from_half(half);
    if (std::isnan(value)) {
      EXPECT_TRUE(std::isnan(float_from_half(half_from_float(value))));
    } else {
      EXPECT_EQ(half_from_float(value), half) << bits;
    }
  }
}

TEST(Half, KnownNumbers) {
  EXPECT_EQ(half_from_float(1.0f), 0x3C00);
  EXPECT_EQ(half_from_float(-2.0f), 0xC000);
  EXPECT_EQ(half_from_float(65504.0f), 0x7BFF);
  EXPECT_EQ(half_from_float(0x1p-24f), 0x0001);
  EXPECT_EQ(half_from_float(0x1p-14f), 0x0400);
  EXPECT_EQ(half_from_float(-0.0f), 0x8000);
  EXPECT_EQ(float_from_half(0x3555), 0x1.554p-2f);
}

TEST(Half, BetweenTwoItTakesTheNearerAndOfEquallyNearTheEven) {
  for (std::uint32_t bits = 0; bits < 0x7BFF; ++bits) {
    const auto low = static_cast<std::uint16_t>(bits), high = static_cast<std::uint16_t>(bits + 1);
    const float below = float_from_half(low), above = float_from_half(high);
    const float middle = (below + above) / 2;  // exact
    EXPECT_EQ(half_from_float(middle), bits % 2 == 0 ? low : high);
    EXPECT_EQ(half_from_float(std::nextafter(middle, 0.0f)), low);
    EXPECT_EQ(half_from_float(std::nextafter(middle, 1e9f)), high);
    EXPECT_EQ(half_from_float(-middle), (bits % 2 == 0 ? low : high) | 0x8000);
  }
}

TEST(Half, WhatIsTooLargeBecomesTheLargest) {
  EXPECT_EQ(half_from_float(65519.0f), 0x7BFF);
  EXPECT_EQ(half_from_float(65520.0f), 0x7BFF);
  EXPECT_EQ(half_from_float(std::numeric_limits<float>::max()), 0x7BFF);
  EXPECT_EQ(half_from_float(-1e6f), 0xFBFF);
  EXPECT_EQ(half_from_float(std::numeric_limits<float>::infinity()), 0x7C00);
  EXPECT_TRUE(std::isinf(float_from_half(0xFC00)));
}

}  // namespace
}  // namespace bach
