#include "base/number_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace bach {
namespace {

TEST(NumberText, IsTheShortestThatReadsBackTheSame) {
  EXPECT_EQ(number_text(0.1), "0.1");
  EXPECT_EQ(number_text(1e300), "1e+300");
}

TEST(NumberText, HasSoManyDigitsBehindThePoint) {
  EXPECT_EQ(fixed_text(3.14159, 2), "3.14");
  EXPECT_EQ(fixed_text(2.5, 0), "2");
  EXPECT_EQ(fixed_text(-0.25, 3), "-0.250");
  EXPECT_EQ(fixed_text(std::numeric_limits<double>::infinity(), 1), "inf");
  EXPECT_EQ(fixed_text(std::numeric_limits<double>::max(), 2).size(), 312u);
}

TEST(NumberText, CountsInSingularAndPlural) {
  EXPECT_EQ(count_text(0, "note"), "0 notes");
  EXPECT_EQ(count_text(1, "note"), "1 note");
}

TEST(NumberText, TellsMinutesAndSeconds) {
  EXPECT_EQ(clock_text(185.4), "3:05");
  EXPECT_EQ(clock_text(59.6), "1:00");
}

}  // namespace
}  // namespace bach
