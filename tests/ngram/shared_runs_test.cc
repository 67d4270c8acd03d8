#include "ngram/shared_runs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "base/random.h"

namespace bach {
namespace {

using Sequence = std::vector<int>;

Sequence random_sequence(std::uint64_t seed, std::size_t size, std::uint32_t symbols) {
  const CounterRandom random(seed, Purpose::kProgress);
  Sequence sequence;
  for (std::uint64_t i = 0; i < size; ++i) {
    sequence.push_back(static_cast<int>(random.below(symbols, i, 0, 0)) - 1);
  }
  return sequence;
}

TEST(SharedRuns, TellHowLongAndWhere) {
  SharedRuns index;
  index.add(Sequence{1, 2, 3});
  index.add(Sequence{7, 2, 3, 4, -5});
  const auto runs = index.longest_runs(Sequence{9, 2, 3, 4, -5, 2});
  ASSERT_EQ(runs.size(), 6u);
  EXPECT_EQ(runs[0].length, 0u);
  EXPECT_EQ(runs[2].length, 2u);  // 2 3 stands in both; the first counts
  EXPECT_EQ(runs[2].sequence, 0);
  EXPECT_EQ(runs[2].begin, 1u);
  EXPECT_EQ(runs[4].length, 4u);
  EXPECT_EQ(runs[4].sequence, 1);
  EXPECT_EQ(runs[4].begin, 1u);
  EXPECT_EQ(runs[5].length, 1u);
}

TEST(SharedRuns, DoNotGoOnFromOneSequenceIntoTheNext) {
  SharedRuns index;
  index.add(Sequence{1, 2});
  index.add(Sequence{3, 4});
  const auto runs = index.longest_runs(Sequence{1, 2, 3, 4});
  EXPECT_EQ(runs[1].length, 2u);
  EXPECT_EQ(runs[2].length, 1u);
  EXPECT_EQ(runs[3].length, 2u);
}

TEST(SharedRuns, FindNothingInNothing) {
  SharedRuns index;
  EXPECT_EQ(index.longest_runs(Sequence{1, 2})[1].length, 0u);
  index.add({});
  EXPECT_TRUE(index.longest_runs({}).empty());
}

// Against a search of every place.
TEST(SharedRuns, AreTheLongestAndTheFirst) {
  for (std::uint64_t trial = 0; trial < 30; ++trial) {
    std::vector<Sequence> added;
    SharedRuns index;
    for (std::uint64_t k = 0; k < 4; ++k) {
      added.push_back(random_sequence(10 * trial + k, 60, 2 + trial % 4));
      index.add(added.back());
    }
    const Sequence asked = random_sequence(10 * trial + 9, 80, 2 + trial % 4);
    const auto runs = index.longest_runs(asked);
    for (std::size_t i = 0; i < asked.size(); ++i) {
      std::size_t longest = 0;
      std::size_t begin = 0;
      int sequence = 0;
      for (std::size_t s = 0; s < added.size(); ++s) {
        for (std::size_t end = 1; end <= added[s].size(); ++end) {
          std::size_t length = 0;
          while (length < end && length <= i && added[s][end - 1 - length] == asked[i - length]) {
            ++length;
          }
          if (length <= longest) continue;
          longest = length;
          begin = end - length;
          sequence = static_cast<int>(s);
        }
      }
      ASSERT_EQ(runs[i].length, longest) << trial << " " << i;
      if (longest == 0) continue;
      EXPECT_EQ(runs[i].sequence, sequence);
      EXPECT_EQ(runs[i].begin, begin);
    }
  }
}

}  // namespace
}  // namespace bach
