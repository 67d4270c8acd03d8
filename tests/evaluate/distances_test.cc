#include "evaluate/distances.h"

#include <gtest/gtest.h>

#include <cmath>

namespace bach {
namespace {

TEST(JsDistance, IsZeroForTheSameDistribution) {
  EXPECT_EQ(js_distance({{1, 2}, {5, 4}}, {{1, 2}, {5, 4}}), 0);
  EXPECT_NEAR(js_distance({{1, 2}, {5, 4}}, {{1, 100}, {5, 200}}), 0, 1e-8);
}

TEST(JsDistance, IsOneForNothingInCommon) {
  EXPECT_NEAR(js_distance({{1, 2}}, {{-1, 7}, {3, 1}}), 1, 1e-12);
}

TEST(JsDistance, IsTheRootOfTheDivergenceInBits) {
  // p = (1, 0), q = (½, ½), m = (¾, ¼).
  const double divergence =
      0.5 * std::log2(1 / 0.75) + 0.5 * (0.5 * std::log2(0.5 / 0.75) + 0.5 * std::log2(0.5 / 0.25));
  EXPECT_NEAR(js_distance({{0, 3}}, {{0, 5}, {1, 5}}), std::sqrt(divergence), 1e-12);
  EXPECT_NEAR(js_distance({{0, 5}, {1, 5}}, {{0, 3}}), std::sqrt(divergence), 1e-12);
}

TEST(JsDistance, OfNothing) {
  EXPECT_EQ(js_distance({}, {}), 0);
  EXPECT_EQ(js_distance({{1, 1}}, {}), 1);
}

}  // namespace
}  // namespace bach
