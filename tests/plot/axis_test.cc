#include "plot/axis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bach {
namespace {

using testing::ElementsAre;

std::vector<std::string> labels(const std::vector<AxisTick>& ticks) {
  std::vector<std::string> labels;
  for (const AxisTick& tick : ticks) labels.push_back(tick.label);
  return labels;
}

TEST(Axis, TicksStandAtRoundNumbers) {
  EXPECT_THAT(labels(round_ticks(0, 10, 5)), ElementsAre("0", "2", "4", "6", "8", "10"));
  EXPECT_THAT(labels(round_ticks(137, 411, 6)),
              ElementsAre("150", "200", "250", "300", "350", "400"));
  EXPECT_THAT(labels(round_ticks(2.03, 2.46, 5)), ElementsAre("2.1", "2.2", "2.3", "2.4"));
  EXPECT_THAT(labels(round_ticks(-2, 2, 4)), ElementsAre("−2", "−1", "0", "1", "2"));
}

TEST(Axis, AStepIsNeverSmallerThanAsked) {
  EXPECT_THAT(labels(round_ticks(0, 3, 10, 1)), ElementsAre("0", "1", "2", "3"));
  EXPECT_DOUBLE_EQ(round_step(1, 12, 1), 1);
  EXPECT_DOUBLE_EQ(round_step(842, 12), 100);
  EXPECT_DOUBLE_EQ(round_step(0.3, 3), 0.1);
}

TEST(Axis, StepsOfAllMagnitudesKeepTheirLimit) {
  for (double extent = 1e-6; extent < 1e9; extent *= 1.7) {
    const double step = round_step(extent, 7);
    EXPECT_LE(extent / step, 7 * (1 + 1e-6)) << extent;
    EXPECT_GE(extent / step, 7 / 2.6) << extent;
    EXPECT_LE(round_ticks(extent / 3, extent / 3 + extent, 7).size(), 8u) << extent;
  }
}

TEST(Axis, NumbersReadAsPeopleWriteThem) {
  EXPECT_EQ(number_text(-1.25, 1), "−1.2");
  EXPECT_EQ(number_text(-0.001, 2), "0.00");
  EXPECT_EQ(count_text(7), "7");
  EXPECT_EQ(count_text(999), "999");
  EXPECT_EQ(count_text(24501), "24,501");
  EXPECT_EQ(count_text(1234567), "1,234,567");
}

TEST(Axis, AScaleTurnsWhereItIsTold) {
  const Scale down{0, 4, 100, 20};
  EXPECT_DOUBLE_EQ(down(0), 100);
  EXPECT_DOUBLE_EQ(down(4), 20);
  EXPECT_DOUBLE_EQ(down(1), 80);
  EXPECT_DOUBLE_EQ((Scale{3, 3, 10, 20})(3), 10);
}

}  // namespace
}  // namespace bach
