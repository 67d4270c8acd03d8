#include "ngram/repeated_runs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "base/random.h"

namespace bach {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(RepeatedRuns, NeedTheWholeLength) {
  EXPECT_THAT(repeated_entries(std::vector<int>{1, 2, 3, 9, 1, 2, 3, 8}, 3),
              ElementsAre(0, 0, 0, 0, 1, 1, 1, 0));
  EXPECT_THAT(repeated_entries(std::vector<int>{1, 2, 3, 9, 1, 2, 3, 8}, 4), Each(0));
}

TEST(RepeatedRuns, MayOverlapWhatTheyRepeat) {
  EXPECT_THAT(repeated_entries(std::vector<int>{5, 5, 5, 5}, 2), ElementsAre(0, 1, 1, 1));
}

TEST(RepeatedRuns, ShortSequencesHaveNone) {
  EXPECT_THAT(repeated_entries({}), IsEmpty());
  EXPECT_THAT(repeated_entries(std::vector<int>(16, 1)), Each(0));
}

TEST(RecurringShare, CountsRunsHeardBefore) {
  // 12 23 31 12 23 35: two of six.
  EXPECT_DOUBLE_EQ(recurring_share(std::vector<int>{1, 2, 3, 1, 2, 3, 5}, 2), 2.0 / 6);
  EXPECT_DOUBLE_EQ(recurring_share(std::vector<int>{1, 1, 1, 1}, 1), 0.75);
  EXPECT_EQ(recurring_share(std::vector<int>{1, 2}, 3), 0);
}

TEST(RepeatedRuns, AreWhatComparingEveryPairFinds) {
  const CounterRandom random(5, Purpose::kProgress);
  std::vector<int> sequence;
  for (std::uint64_t i = 0; i < 400; ++i) {
    sequence.push_back(static_cast<int>(random.below(3, i, 0, 0)));
  }
  std::vector<std::uint8_t> expected(sequence.size(), 0);
  for (std::size_t a = 0; a < sequence.size(); ++a) {
    for (std::size_t b = a + 1; b < sequence.size(); ++b) {
      std::size_t run = 0;
      while (b + run < sequence.size() && sequence[a + run] == sequence[b + run]) ++run;
      for (std::size_t k = 0; run >= 6 && k < run; ++k) expected[b + k] = 1;
    }
  }
  EXPECT_EQ(repeated_entries(sequence, 6), expected);
}

}  // namespace
}  // namespace bach
