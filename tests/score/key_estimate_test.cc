#include "score/key_estimate.h"

#include <gtest/gtest.h>

#include "build_score.h"

namespace bach {
namespace {

using tests::quarters;

TEST(KeyEstimate, KnowsTonics) {
  EXPECT_EQ(tonic_of({0, 0, Mode::kMajor}), 0);
  EXPECT_EQ(tonic_of({0, 1, Mode::kMajor}), 7);
  EXPECT_EQ(tonic_of({0, -3, Mode::kMajor}), 3);
  EXPECT_EQ(tonic_of({0, -1, Mode::kMinor}), 2);
  EXPECT_EQ(tonic_of({0, -3, Mode::kMinor}), 0);
  EXPECT_EQ(tonic_of({0, -7, Mode::kMajor}), 11);
}

TEST(KeyEstimate, HearsAMajorAndAMinorTuneInEveryTransposition) {
  const std::vector<int> major = {60, 64, 67, 65, 64, 62, 60, 59, 60, 67, 65, 64, 62, 59, 60, 60};
  const std::vector<int> minor = {60, 63, 67, 65, 63, 62, 60, 59, 60, 68, 67, 63, 62, 59, 60, 60};
  for (int up = 0; up < 12; ++up) {
    for (const Mode mode : {Mode::kMajor, Mode::kMinor}) {
      std::vector<int> tune = mode == Mode::kMajor ? major : minor;
      for (int& pitch : tune) pitch += up;
      const Key key = estimate_key(quarters(tune));
      EXPECT_EQ(key.mode, mode) << up;
      EXPECT_EQ(tonic_of(key), up);
      EXPECT_GE(key.fifths, -6);
      EXPECT_LE(key.fifths, 5);
    }
  }
}

TEST(KeyEstimate, HearsOnlyTheStretchAskedFor) {
  const Score score = quarters({60, 64, 67, 72, 65, 64, 62, 60, 62, 66, 69, 74, 67, 66, 64, 62});
  EXPECT_EQ(tonic_of(estimate_key(score, 0, 8 * 480)), 0);
  const Key second = estimate_key(score, 8 * 480, 16 * 480);
  EXPECT_EQ(tonic_of(second), 2);
  EXPECT_EQ(second.at, 8 * 480);
}

TEST(KeyEstimate, OfSilenceIsCMajor) {
  EXPECT_EQ(estimate_key(Score{}), Key{});
  EXPECT_EQ(estimate_key(quarters({60}), 480, 960), (Key{480, 0, Mode::kMajor}));
}

}  // namespace
}  // namespace bach
