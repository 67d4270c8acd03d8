#include "base/math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace bach {
namespace {

double relative_error(double got, double want) { return std::abs(got - want) / std::abs(want); }

TEST(Exp, AgreesWithTheLibraryOverItsRange) {
  for (double x = -700; x < 700; x += 0.37) {
    EXPECT_LT(relative_error(portable_exp(x), std::exp(x)), 1e-15) << x;
  }
  EXPECT_EQ(portable_exp(0), 1);
}

TEST(Exp, HandlesTheEdges) {
  EXPECT_EQ(portable_exp(1000), std::numeric_limits<double>::infinity());
  EXPECT_EQ(portable_exp(-std::numeric_limits<double>::infinity()), 0);
  EXPECT_GT(portable_exp(-744), 0);
  EXPECT_TRUE(std::isnan(portable_exp(std::nan(""))));
}

TEST(Log, AgreesWithTheLibrary) {
  for (double x = 1e-300; x < 1e300; x *= 1.7) {
    EXPECT_LT(relative_error(portable_log(x), std::log(x)), 1e-15) << x;
  }
  for (double x = 0.5; x < 2; x += 0.001) {
    EXPECT_NEAR(portable_log(x), std::log(x), 1e-15) << x;
  }
  EXPECT_NEAR(portable_log(5e-320), std::log(5e-320), 1e-12);
}

TEST(Log, HandlesTheEdges) {
  EXPECT_EQ(portable_log(1), 0);
  EXPECT_EQ(portable_log(0), -std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(portable_log(-1)));
}

TEST(Cos, AgreesWithTheLibrary) {
  for (double x = -100; x < 100; x += 0.013) {
    EXPECT_NEAR(portable_cos(x), std::cos(x), 1e-15) << x;
  }
  EXPECT_NEAR(portable_cos(99999.5), std::cos(99999.5), 1e-13);
}

}  // namespace
}  // namespace bach
