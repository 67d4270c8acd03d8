#include "reference/adam.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace bach {
namespace {

TEST(Adam, TakesItsFirstStepByTheLearningRateWhateverTheSlope) {
  std::vector<double> parameters = {1, 1, 1};
  Adam<double> adam(3);
  adam.step(parameters, std::vector<double>{1e-3, -50, 0});
  EXPECT_NEAR(parameters[0], 1 - 1e-3, 1e-7);
  EXPECT_NEAR(parameters[1], 1 + 1e-3, 1e-9);
  EXPECT_EQ(parameters[2], 1);
}

TEST(Adam, FollowsThePaper) {
  const AdamOptions options{0.01, 0.8, 0.95, 1e-6};
  std::vector<double> parameters = {0.3};
  Adam<double> adam(1, options);
  double p = 0.3, m = 0, v = 0;
  for (int t = 1; t <= 20; ++t) {
    const double g = std::sin(t) + 0.1;
    m = 0.8 * m + 0.2 * g;
    v = 0.95 * v + 0.05 * g * g;
    p -= 0.01 * (m / (1 - std::pow(0.8, t))) / (std::sqrt(v / (1 - std::pow(0.95, t))) + 1e-6);
    adam.step(parameters, std::vector<double>{g});
    ASSERT_NEAR(parameters[0], p, 1e-14) << t;
  }
}

TEST(Adam, FindsTheBottomOfABowl) {
  std::vector<float> parameters = {5, -3};
  Adam<float> adam(2, {0.05});
  for (int t = 0; t < 2000; ++t) {
    adam.step(parameters, std::vector<float>{2 * (parameters[0] - 1), 8 * (parameters[1] - 2)});
  }
  EXPECT_NEAR(parameters[0], 1, 1e-3);
  EXPECT_NEAR(parameters[1], 2, 1e-3);
}

}  // namespace
}  // namespace bach
