#include "base/number_text.h"

#include <gtest/gtest.h>

#include <charconv>
#include <limits>
#include <string>
#include <string_view>

namespace bach {
namespace {

TEST(NumberText, IsTheShortestThatReadsBackTheSame) {
  EXPECT_EQ(number_text(0.1), "0.1");
  EXPECT_EQ(number_text(1e300), "1e+300");
}

TEST(NumberText, IsReadBack) {
  constexpr double kNumbers[] = {
      0, -0.0, 1, -2.5, 0.1, 1e-300, 1e300, 5e-324, std::numeric_limits<double>::max()};
  for (const double number : kNumbers) {
    const std::string text = number_text(number);
    double read = 7;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read);
    EXPECT_EQ(error, std::errc()) << text;
    EXPECT_EQ(end, text.data() + text.size()) << text;
    EXPECT_EQ(read, number) << text;
  }
}

TEST(NumberText, IsNotReadWhereNoNumberIsSoLargeOrSmall) {
  for (const std::string_view text : {"1e999", "-1e999", "1e-999"}) {
    double read = 7;
    EXPECT_EQ(std::from_chars(text.data(), text.data() + text.size(), read).ec,
              std::errc::result_out_of_range)
        << text;
  }
  for (const std::string_view text : {"0e999", "0.000", "-0"}) {
    double read = 7;
    EXPECT_EQ(std::from_chars(text.data(), text.data() + text.size(), read).ec, std::errc())
        << text;
    EXPECT_EQ(read, 0) << text;
  }
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
