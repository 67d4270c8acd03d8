#include "nn/cross_entropy.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "reference/cross_entropy_backward.h"

namespace bach {
namespace {

TEST(CrossEntropy, OfEqualLogitsIsTheLogarithmOfTheirNumber) {
  const std::vector<float> logits(2 * 79, 3.5f);
  const std::vector<int> targets = {0, 78};
  EXPECT_NEAR(cross_entropy(2, 79, logits.data(), targets.data()), 2 * std::log(79.0), 1e-12);
}

TEST(CrossEntropy, StaysFiniteForLargeLogits) {
  const std::vector<float> logits = {1e4f, -1e4f, 0.0f};
  const int right = 0, wrong = 1;
  EXPECT_EQ(cross_entropy(1, 3, logits.data(), &right), 0.0);
  EXPECT_NEAR(cross_entropy(1, 3, logits.data(), &wrong), 2e4, 1e-9);
}

TEST(CrossEntropy, GradientIsProbabilityMinusTruthOverTheBatch) {
  const std::vector<double> logits = {std::log(1.0), std::log(2.0), std::log(5.0),
                                      std::log(4.0), std::log(4.0), std::log(8.0)};
  const std::vector<int> targets = {2, 0};
  std::vector<double> gradient(6);
  cross_entropy_backward(2, 3, logits.data(), targets.data(), gradient.data());
  const std::vector<double> expected = {0.0625, 0.125, -0.1875, -0.375, 0.125, 0.25};
  for (std::size_t k = 0; k < 6; ++k) EXPECT_NEAR(gradient[k], expected[k], 1e-15) << k;
}

}  // namespace
}  // namespace bach
