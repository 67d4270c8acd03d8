#include "score/bars.h"

#include <gtest/gtest.h>

#include "build_score.h"

namespace bach {
namespace {

TEST(Bars, HaveTheLengthOfTheirMetre) {
  EXPECT_EQ(bar_ticks({0, 4, 4}, 480), 1920);
  EXPECT_EQ(bar_ticks({0, 3, 8}, 480), 720);
  EXPECT_EQ(bar_ticks({0, 12, 8}, 480), 2880);
  EXPECT_EQ(bar_ticks({0, 3, 2}, 480), 2880);
  EXPECT_EQ(bar_ticks({0, 1, 128}, 1), 1) << "never less than a tick";
}

TEST(Bars, HaveBeatsAsTheyAreFelt) {
  EXPECT_EQ(beat_ticks({0, 3, 4}, 480), 480);
  EXPECT_EQ(beat_ticks({0, 2, 2}, 480), 960);
  EXPECT_EQ(beat_ticks({0, 6, 8}, 480), 720);
  EXPECT_EQ(beat_ticks({0, 12, 8}, 480), 720);
  EXPECT_EQ(beat_ticks({0, 3, 8}, 480), 240) << "three beats, not one";
}

TEST(Bars, AreCountedInCommonTimeWhereNothingIsSaid) {
  const BarGrid bars(Score{});
  EXPECT_EQ(bars.at(1919).bar, 0);
  EXPECT_EQ(bars.at(1920).bar, 1);
  EXPECT_EQ(bars.at(2000).offset, 80);
  EXPECT_EQ(bars.at(-7).bar, 0);
}

TEST(Bars, StartAgainAtAChangeOfMetre) {
  const Metre metres[] = {{0, 4, 4}, {4800, 3, 8}};  // in the middle of the third bar
  const BarGrid bars(metres, 480);
  EXPECT_EQ(bars.at(4700).bar, 2);
  EXPECT_EQ(bars.at(4700).length, 960) << "cut short by the change";
  EXPECT_EQ(bars.at(4800).bar, 3);
  EXPECT_EQ(bars.at(4800).offset, 0);
  EXPECT_EQ(bars.at(4800).metre.denominator, 8);
  EXPECT_EQ(bars.bar_line_from(3841), 4800);
  EXPECT_EQ(bars.bar_line_from(4801), 5520);
  EXPECT_EQ(bars.bar_lines_between(0, 4800), 3);
  EXPECT_EQ(bars.bar_lines_between(1, 5521), 4);
  EXPECT_EQ(bars.bar_lines_between(100, 100), 0);
}

TEST(Bars, TheLastOfSeveralMetresAtOneTickCounts) {
  const Metre metres[] = {{0, 4, 4}, {0, 3, 4}, {1440, 2, 4}, {1440, 6, 8}};
  const BarGrid bars(metres, 480);
  EXPECT_EQ(bars.at(0).length, 1440);
  EXPECT_EQ(bars.at(1440).metre.numerator, 6);
}

TEST(Bars, AreTheSameWhereMetreAndPlaceInTheBarAgree) {
  const Metre metres[] = {{0, 4, 4}, {19200, 3, 4}};
  const BarGrid bars(metres, 480);
  EXPECT_TRUE(bars.same_bars(480, 480 + 1920, 5760));
  EXPECT_FALSE(bars.same_bars(480, 960, 10)) << "another place in the bar";
  EXPECT_TRUE(bars.same_bars(0, 9600, 9600));
  EXPECT_FALSE(bars.same_bars(0, 9600, 9601)) << "runs into the change";
}

TEST(Bars, AnUpbeatIsWhatComesBeforeTheFirstBarLine) {
  EXPECT_EQ(upbeat_of(tests::quarters({60}, {0, 4, 4}, 1440)), 480);
  EXPECT_EQ(upbeat_of(tests::quarters({60}, {0, 4, 4}, 1920)), 0);
  EXPECT_EQ(upbeat_of(Score{}), 0);
}

}  // namespace
}  // namespace bach
