// The longest earlier match, against a search that tries everything.
#include "ngram/earlier_match.h"

#include <gtest/gtest.h>

#include <string>

#include "base/random.h"

namespace bach {
namespace {

EarlierMatch search(const std::vector<std::int16_t>& symbols) {
  const auto size = static_cast<std::ptrdiff_t>(symbols.size());
  EarlierMatch best;
  for (std::ptrdiff_t next = std::max<std::ptrdiff_t>(1, size - EarlierMatches::kFarthest);
       next < size; ++next) {
    int length = 0;
    while (length < next && symbols[static_cast<std::size_t>(next - 1 - length)] ==
                                symbols[static_cast<std::size_t>(size - 1 - length)]) {
      ++length;
    }
    if (length > 0 && length >= best.length) best = {next, length, size - next};
  }
  return best;
}

TEST(EarlierMatches, FindsTheLongestAndOfThoseTheNearest) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const CounterRandom random(seed, Purpose::kProgress);
    const std::uint32_t alphabet = 1 + random.below(6, 0, 0, 0);
    EarlierMatches matches;
    std::vector<std::int16_t> symbols;
    for (std::uint64_t i = 0; i < 120; ++i) {
      const auto symbol = static_cast<std::int16_t>(random.below(alphabet, i, 1, 0));
      matches.add(symbol);
      symbols.push_back(symbol);
      const EarlierMatch expected = search(symbols);
      ASSERT_EQ(matches.longest().next, expected.next) << seed << " " << i;
      ASSERT_EQ(matches.longest().length, expected.length) << seed << " " << i;
      ASSERT_EQ(matches.longest().lag, expected.lag) << seed << " " << i;
    }
  }
}

TEST(EarlierMatches, LooksNoFurtherBackThanItSays) {
  EarlierMatches matches;
  matches.add(1);
  matches.add(2);
  for (std::ptrdiff_t i = 0; i < EarlierMatches::kFarthest - 2; ++i) matches.add(3);
  matches.add(1);
  EXPECT_EQ(matches.longest().next, 1);
  matches.add(3);
  matches.add(1);
  EXPECT_EQ(matches.longest().lag, 2);
}

TEST(EarlierMatches, TellsWhenTheMusicGoesRound) {
  EarlierMatches matches;
  std::string rounds;
  for (int i = 0; i < 12; ++i) {
    matches.add(static_cast<std::int16_t>(i % 3));
    rounds += matches.longest().goes_round() ? 'x' : '.';
  }
  // Period 3: from the ninth symbol on six agree with those three before.
  EXPECT_EQ(rounds, "........xxxx");
}

TEST(EarlierMatches, ATurnOnOneNoteIsNoRound) {
  EarlierMatches matches;
  matches.add(5);
  matches.add(5);
  matches.add(5);
  EXPECT_EQ(matches.longest().length, 2);
  EXPECT_FALSE(matches.longest().goes_round());
  matches.add(5);
  EXPECT_TRUE(matches.longest().goes_round());
}

TEST(MatchBuckets, GrowWithLength) {
  EXPECT_EQ(match_bucket(1), 0);
  EXPECT_EQ(match_bucket(4), 3);
  EXPECT_EQ(match_bucket(5), 4);
  EXPECT_EQ(match_bucket(6), 4);
  EXPECT_EQ(match_bucket(23), 7);
  EXPECT_EQ(match_bucket(24), 8);
  EXPECT_EQ(match_bucket(32767), kMatchBuckets - 1);
}

}  // namespace
}  // namespace bach
