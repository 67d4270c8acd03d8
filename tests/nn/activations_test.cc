#include "reference/activations.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace bach {
namespace {

template <typename T>
double worst_relative_error(double from, double to) {
  double worst = 0;
  for (int k = 0; k <= 200000; ++k) {
    const T x = static_cast<T>(from + (to - from) * k / 200000);
    const double exact = std::exp(static_cast<double>(x));
    worst = std::max(worst, std::abs(static_cast<double>(kernel_exp(x)) - exact) / exact);
  }
  return worst;
}

TEST(Activations, ExpIsAsCloseAsItsTypeAllows) {
  EXPECT_LT(worst_relative_error<float>(-86, 86), 1.5e-7);
  EXPECT_LT(worst_relative_error<float>(-1, 1), 1.5e-7);
  EXPECT_LT(worst_relative_error<double>(-690, 690), 1e-15);
  EXPECT_LT(worst_relative_error<double>(-1, 1), 1e-15);
}

TEST(Activations, SigmoidAndTanhAreCloseEverywhere) {
  for (int k = -40000; k <= 40000; ++k) {
    const float x = static_cast<float>(k) * 1e-3f;
    const double wide = x;
    ASSERT_NEAR(sigmoid(x), 1 / (1 + std::exp(-wide)), 1e-7) << x;
    ASSERT_NEAR(kernel_tanh(x), std::tanh(wide), 2e-7) << x;
    ASSERT_NEAR(sigmoid(wide), 1 / (1 + std::exp(-wide)), 1e-15) << x;
    ASSERT_NEAR(kernel_tanh(wide), std::tanh(wide), 1e-15) << x;
  }
}

TEST(Activations, SaturateWithoutOverflow) {
  for (const float far : {100.0f, 1e30f, std::numeric_limits<float>::infinity()}) {
    EXPECT_EQ(sigmoid(far), 1.0f);
    EXPECT_LT(sigmoid(-far), 1e-37f);
    EXPECT_GE(sigmoid(-far), 0.0f);
    EXPECT_EQ(kernel_tanh(far), 1.0f);
    EXPECT_EQ(kernel_tanh(-far), -1.0f);
  }
}

TEST(Activations, PassNotANumberOn) {
  EXPECT_TRUE(std::isnan(sigmoid(std::numeric_limits<float>::quiet_NaN())));
  EXPECT_TRUE(std::isnan(kernel_tanh(std::numeric_limits<double>::quiet_NaN())));
}

// Every compiler, optimisation level and machine must give these bits.
TEST(Activations, KeepTheirBits) {
  std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a
  for (int k = -3000; k <= 3000; ++k) {
    const float x = static_cast<float>(k) * 0.01f;
    for (const float y : {kernel_exp(x), sigmoid(x), kernel_tanh(x)}) {
      hash = (hash ^ std::bit_cast<std::uint32_t>(y)) * 0x100000001b3u;
    }
    for (const double y : {kernel_exp<double>(x), sigmoid<double>(x), kernel_tanh<double>(x)}) {
      hash = (hash ^ std::bit_cast<std::uint64_t>(y)) * 0x100000001b3u;
    }
  }
  EXPECT_EQ(hash, 2704892910094929030u);
}

}  // namespace
}  // namespace bach
