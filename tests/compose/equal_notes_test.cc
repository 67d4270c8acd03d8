#include "compose/equal_notes.h"

#include <gtest/gtest.h>

#include <vector>

namespace bach {
namespace {

TEST(EqualNotes, AreACelloPlayingEighthsThreeTenthsOfASecondLong) {
  const Score score = score_of_equal_notes(std::vector<int>{43, 50, 59}, "G major");
  ASSERT_EQ(score.tracks.size(), 1u);
  const Track& cello = score.tracks[0];
  EXPECT_EQ(cello.program, 42);
  EXPECT_EQ(cello.notes[2], (Note{480, 240, 59, 100}));
  EXPECT_EQ(score.end, 720);
  const double seconds_per_tick =
      score.tempos[0].microseconds_per_quarter / 1e6 / score.ticks_per_quarter;
  EXPECT_DOUBLE_EQ(static_cast<double>(cello.notes[0].duration) * seconds_per_tick, 0.3);
}

TEST(EqualNotes, NoPitchesAreNoTracks) { EXPECT_TRUE(score_of_equal_notes({}, "").tracks.empty()); }

}  // namespace
}  // namespace bach
