#include "reference/dropout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "nn/dropout.h"

namespace bach {
namespace {

std::vector<float> mask(std::uint64_t seed, std::uint64_t step, std::uint32_t site,
                        std::uint32_t row, double rate, std::size_t size = 256) {
  std::vector<float> factors(size);
  fill_dropout_mask<float>(seed, step, site, row, rate, factors);
  return factors;
}

TEST(Dropout, DropsItsShareAndScalesTheRest) {
  int dropped = 0;
  for (std::uint32_t row = 0; row < 400; ++row) {
    for (const float factor : mask(1, 0, kHeadSite, row, 0.3)) {
      if (factor == 0) {
        ++dropped;
      } else {
        ASSERT_FLOAT_EQ(factor, 1 / 0.7f);
      }
    }
  }
  EXPECT_NEAR(dropped / (400.0 * 256), 0.3, 0.01);
}

TEST(Dropout, OfNothingKeepsEverything) {
  const auto factors = mask(1, 0, kHeadSite, 0, 0.0);
  EXPECT_TRUE(std::all_of(factors.begin(), factors.end(), [](float f) { return f == 1; }));
}

TEST(Dropout, IsDecidedBySeedStepSiteAndRow) {
  const auto base = mask(1, 5, kHeadSite, 2, 0.5);
  EXPECT_EQ(base, mask(1, 5, kHeadSite, 2, 0.5));
  EXPECT_NE(base, mask(2, 5, kHeadSite, 2, 0.5));
  EXPECT_NE(base, mask(1, 6, kHeadSite, 2, 0.5));
  EXPECT_NE(base, mask(1, 5, site_after_layer(0), 2, 0.5));
  EXPECT_NE(base, mask(1, 5, kHeadSite, 3, 0.5));
  // A shorter mask is the beginning of a longer one.
  const auto shorter = mask(1, 5, kHeadSite, 2, 0.5, 101);
  EXPECT_TRUE(std::equal(shorter.begin(), shorter.end(), base.begin()));
}

TEST(Dropout, IsTheSameInBothNumberTypes) {
  const auto narrow = mask(3, 1, kHeadSite, 0, 0.3);
  std::vector<double> wide(narrow.size());
  fill_dropout_mask<double>(3, 1, kHeadSite, 0, 0.3, wide);
  for (std::size_t u = 0; u < wide.size(); ++u) EXPECT_EQ(wide[u] == 0, narrow[u] == 0) << u;
}

}  // namespace
}  // namespace bach
