#include "base/random.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace bach {
namespace {

TEST(Philox, MatchesThePublishedVectors) {
  // Random123's kat_vectors, philox4x32 with 10 rounds.
  using Words = std::array<std::uint32_t, 4>;
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}),
            (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox4x32({~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}),
            (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(CounterRandom, GivesEachPurposeStepRowAndUnitItsOwnNumber) {
  std::set<std::uint32_t> seen;
  for (const Purpose purpose : {Purpose::kBatch, Purpose::kDropout}) {
    const CounterRandom random(42, purpose);
    for (std::uint64_t step = 0; step < 5; ++step) {
      for (std::uint32_t row = 0; row < 5; ++row) {
        for (std::uint32_t unit = 0; unit < 9; ++unit) seen.insert(random.bits(step, row, unit));
      }
    }
  }
  EXPECT_EQ(seen.size(), 2u * 5 * 5 * 9);
}

TEST(CounterRandom, IsUniform) {
  const CounterRandom random(1, Purpose::kSample);
  std::map<std::uint32_t, int> counts;
  double sum = 0;
  for (std::uint32_t i = 0; i < 60000; ++i) {
    ++counts[random.below(6, 0, 0, i)];
    const float f = random.uniform_float(1, 0, i);
    ASSERT_GE(f, 0.0f);
    ASSERT_LT(f, 1.0f);
    sum += random.uniform_double(2, 0, i);
  }
  EXPECT_EQ(counts.size(), 6u);
  for (const auto& [face, count] : counts) EXPECT_NEAR(count, 10000, 400) << face;
  EXPECT_NEAR(sum / 60000, 0.5, 0.01);
}

}  // namespace
}  // namespace bach
