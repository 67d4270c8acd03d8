#include "nn/schedule.h"

#include <gtest/gtest.h>

namespace bach {
namespace {

TEST(Schedule, WithoutMoreStaysWhereItIs) {
  const Schedule schedule{0.01, 0, Decay::kNone};
  for (const std::uint64_t step : {0, 1, 99, 1000}) {
    EXPECT_EQ(learning_rate_at(schedule, step, 100), 0.01);
  }
}

TEST(Schedule, RisesInAStraightLineThenFallsAsACosineToZero) {
  const Schedule schedule{0.4, 3, Decay::kCosine};
  EXPECT_DOUBLE_EQ(learning_rate_at(schedule, 0, 103), 0.1);
  EXPECT_DOUBLE_EQ(learning_rate_at(schedule, 1, 103), 0.2);
  EXPECT_DOUBLE_EQ(learning_rate_at(schedule, 2, 103), 0.3);
  EXPECT_DOUBLE_EQ(learning_rate_at(schedule, 3, 103), 0.4);
  EXPECT_NEAR(learning_rate_at(schedule, 53, 103), 0.2, 1e-12);
  EXPECT_NEAR(learning_rate_at(schedule, 28, 103), 0.2 * (1 + 0.70710678118654752), 1e-12);
  EXPECT_NEAR(learning_rate_at(schedule, 103, 103), 0, 1e-12);
  EXPECT_NEAR(learning_rate_at(schedule, 999, 103), 0, 1e-12);
}

TEST(Schedule, AWarmupLongerThanTheTrainingOnlyRises) {
  const Schedule schedule{1, 9, Decay::kCosine};
  EXPECT_DOUBLE_EQ(learning_rate_at(schedule, 4, 5), 0.5);
}

}  // namespace
}  // namespace bach
