#include "score/tempo_map.h"

#include <gtest/gtest.h>

#include <limits>

namespace bach {
namespace {

TEST(TempoMap, WithoutATempoAQuarterLastsHalfASecond) {
  const TempoMap map({}, 480);
  EXPECT_EQ(map.seconds(0), 0.0);
  EXPECT_EQ(map.seconds(480), 0.5);
  EXPECT_EQ(map.seconds(960 * 60), 60.0);
}

TEST(TempoMap, EachTempoCountsFromItsTickOn) {
  // A quarter = 60 for two quarters, = 120 for two, = 100 for the rest.
  const TempoMap map({{0, 1000000}, {960, 500000}, {1920, 600000}}, 480);
  EXPECT_EQ(map.seconds(240), 0.5);
  EXPECT_EQ(map.seconds(960), 2.0);
  EXPECT_EQ(map.seconds(1200), 2.25);
  EXPECT_EQ(map.seconds(1920), 3.0);
  EXPECT_EQ(map.seconds(1920 + 240), 3.3);
}

TEST(TempoMap, BeforeALateFirstTempoTheDefaultHolds) {
  const TempoMap map({{480, 1000000}}, 480);
  EXPECT_EQ(map.seconds(480), 0.5);
  EXPECT_EQ(map.seconds(960), 1.5);
}

TEST(TempoMap, OfTwoTemposAtOneTickTheLastCounts) {
  const TempoMap map({{0, 1000000}, {0, 250000}, {480, 1}, {480, 500000}}, 480);
  EXPECT_EQ(map.seconds(480), 0.25);
  EXPECT_EQ(map.seconds(960), 0.75);
}

TEST(TempoMap, ThirdsOfMicrosecondsAddUpWithoutDrift) {
  // One tick lasts 1/3 µs; a tempo event at every tick would lose the thirds if they were rounded.
  std::vector<Tempo> tempos;
  for (Tick tick = 0; tick < 300000; ++tick) tempos.push_back({tick, 1});
  const TempoMap map(tempos, 3);
  EXPECT_EQ(map.microseconds(299999), 99999);
  EXPECT_EQ(map.microseconds(300000), 100000);
  EXPECT_EQ(map.seconds(300000), 0.1);
}

TEST(TempoMap, TimeStandsStillAtTempoZeroAndNeverRunsBack) {
  const TempoMap map({{0, 0}, {100, 500000}}, 100);
  EXPECT_EQ(map.seconds(-5), 0.0);
  EXPECT_EQ(map.seconds(99), 0.0);
  EXPECT_EQ(map.seconds(200), 0.5);
}

TEST(TempoMap, TheEndOfTimeIsReachedNotPassed) {
  constexpr Tick kLast = std::numeric_limits<Tick>::max();
  const TempoMap map({{0, 0xFFFFFF}, {kLast - 1, 0xFFFFFF}}, 1);
  EXPECT_EQ(map.microseconds(kLast), std::numeric_limits<std::int64_t>::max());
  EXPECT_GE(map.seconds(kLast), map.seconds(kLast - 2));
}

}  // namespace
}  // namespace bach
