#include "compose/strings.h"

#include <gtest/gtest.h>

#include <vector>

namespace bach {
namespace {

bool playable(std::vector<int> pitches) { return playable_together(pitches); }

TEST(Strings, OpenStringsAndCommonChords) {
  EXPECT_TRUE(playable({}));
  EXPECT_TRUE(playable({36, 43, 50, 57}));  // all open
  EXPECT_TRUE(playable({43, 50, 59}));
  EXPECT_TRUE(playable({36, 43, 52, 60}));  // C major: E on D, C on A
  EXPECT_TRUE(playable({60, 52, 43, 36}));  // in any order
  EXPECT_TRUE(playable({50, 50}));
  EXPECT_TRUE(playable({57, 62}));  // A on the D string, D on the A string
}

TEST(Strings, RefusesWhatNoHandReaches) {
  EXPECT_FALSE(playable({35}));                  // below the lowest string
  EXPECT_FALSE(playable({37, 38}));              // both on the C string
  EXPECT_FALSE(playable({36, 43, 50, 57, 64}));  // five notes
  EXPECT_FALSE(playable({37, 56}));              // C sharp and G sharp, no strings side by side
  EXPECT_FALSE(playable({51, 69}));              // first finger on D, an octave up the A string
}

}  // namespace
}  // namespace bach
