#include <gtest/gtest.h>

#include "base/random.h"
#include "evaluate/critic/statistics.h"

namespace bach {
namespace {

TEST(CriticStatistics, QuantilesLieBetweenNeighbours) {
  const std::vector<double> values = {1, 2, 4, 8, 16};
  EXPECT_EQ(quantile_of(values, 0), 1);
  EXPECT_EQ(quantile_of(values, 0.5), 4);
  EXPECT_EQ(quantile_of(values, 1), 16);
  EXPECT_DOUBLE_EQ(quantile_of(values, 0.9), 8 + 0.6 * 8);
  EXPECT_EQ(quantile_of(std::vector<double>{3}, 0.1), 3);
}

TEST(CriticStatistics, AucCountsPairsAndHalvesTies) {
  // Judged 3, 2, 2 against 1, 2: of six pairs 3 > 1, 3 > 2, 2 > 1, 2 > 1 and two ties.
  const std::vector<SidedValue> values = {
      {3, true, 0}, {2, true, 0}, {2, true, 1}, {1, false, 0}, {2, false, 0}};
  EXPECT_DOUBLE_EQ(*auc_of(values), 5.0 / 6);
  EXPECT_FALSE(auc_of(std::vector<SidedValue>{{3, true, 0}}));
}

TEST(CriticStatistics, IntervalHoldsTheAucAndNeedsSuites) {
  std::vector<SidedValue> values;
  for (int suite = 0; suite < 6; ++suite) {
    for (int piece = 0; piece < 6; ++piece) {
      values.push_back({static_cast<double>(piece), false, suite});
      values.push_back({piece + (suite % 3 == 0 ? 0.0 : 2.5), true, suite});
    }
  }
  const Interval interval = *auc_interval(values);
  EXPECT_LT(interval.low, *auc_of(values));
  EXPECT_GT(interval.high, *auc_of(values));
  EXPECT_GT(interval.high - interval.low, 0.05);
  // Suites that are all alike leave nothing to chance.
  for (SidedValue& value : values) value.value = value.judged ? 1 : 0;
  EXPECT_EQ(*auc_interval(values), (Interval{1, 1}));
  for (SidedValue& value : values) value.suite = 0;
  EXPECT_FALSE(auc_interval(values));
}

// Ten suites of five pieces a side; `apart` is added to the judged.
MeasureTable noise_table(std::size_t measures, double apart) {
  MeasureTable table;
  const CounterRandom random(3, Purpose::kEvaluate);
  for (int side = 0; side < 2; ++side) {
    for (int piece = 0; piece < 50; ++piece) {
      table.judged.push_back(static_cast<char>(side));
      table.suite.push_back(piece / 5);
    }
  }
  for (std::size_t m = 0; m < measures; ++m) {
    table.values.emplace_back();
    for (std::size_t p = 0; p < table.judged.size(); ++p) {
      const double value = random.uniform_double(m, 0, static_cast<std::uint32_t>(p));
      table.values.back().push_back(value + (table.judged[p] != 0 ? apart : 0));
    }
  }
  return table;
}

TEST(CriticStatistics, NoiseSeparatesAsChanceDoes) {
  const MeanSeparation found = mean_separation(noise_table(40, 0));
  EXPECT_NEAR(found.mean, found.chance, 0.03);
  EXPECT_GT(found.chance_high, found.chance);
  EXPECT_LT(found.mean, found.chance_high);
}

TEST(CriticStatistics, WhatIsApartSeparatesMore) {
  const MeasureTable apart = noise_table(10, 0.5);
  const MeanSeparation found = mean_separation(apart);
  EXPECT_GT(found.mean, 2 * found.chance_high);
  EXPECT_EQ(mean_separation(noise_table(10, 2)).mean, 1);
  EXPECT_EQ(separation_of(noise_table(1, 2), 0), 1.0);
}

TEST(CriticStatistics, MissingValuesAreLeftOut) {
  MeasureTable table = noise_table(1, 2);
  for (std::size_t p = 1; p < 50; ++p) table.values[0][p].reset();
  EXPECT_EQ(separation_of(table, 0), 1.0);
  table.values[0][0].reset();
  EXPECT_FALSE(separation_of(table, 0));
  EXPECT_EQ(mean_separation(table).mean, 0);
}

}  // namespace
}  // namespace bach
