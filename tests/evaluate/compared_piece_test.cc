#include "evaluate/compared_piece.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bach {
namespace {

using testing::ElementsAre;

// D major in 3/4 at 96 ticks a quarter: an upbeat, two bars, a chord at the end.
Score little_piece() {
  Score score;
  score.ticks_per_quarter = 96;
  score.metres = {{0, 3, 4}};
  score.tracks.push_back({"", 0, 42, {}});
  const auto put = [&](Tick onset, Tick duration, int pitch) {
    score.tracks[0].notes.push_back({onset, duration, static_cast<std::uint8_t>(pitch), 90});
  };
  put(192, 96, 57);
  put(288, 96, 62);
  put(384, 48, 66);
  put(432, 48, 64);
  put(480, 96, 61);
  put(576, 288, 50);
  put(576, 288, 62);
  score.end = 864;
  return score;
}

TEST(ComparedPiece, TellsWhatIsCompared) {
  const ComparedPiece piece =
      compared_piece("little", little_piece(), {.folded = false, .suite = false});
  EXPECT_THAT(piece.pitches, ElementsAre(57, 62, 66, 64, 61, 50, 62));
  EXPECT_THAT(piece.intervals, ElementsAre(5, 4, -2, -3, -11, 12));
  EXPECT_THAT(piece.classes, ElementsAre(7, 0, 4, 2, 11, 0, 0));
  EXPECT_THAT(piece.durations, ElementsAre(480, 480, 240, 240, 480, 1440, 1440));
  EXPECT_THAT(piece.bars, ElementsAre(0, 1, 1, 1, 1, 2, 2));
}

TEST(ComparedPiece, CountsAreOfAllPieces) {
  PieceCounts counts;
  const ComparedPiece piece = compared_piece("little", little_piece(), {});
  counts.add(piece);
  counts.add(piece);
  EXPECT_EQ(counts.classes[0], 6);
  EXPECT_EQ(counts.intervals[12], 2);
  EXPECT_EQ(counts.durations[1440], 4);
}

TEST(ComparedPiece, OfSilenceIsEmpty) {
  EXPECT_EQ(compared_piece("silence", Score{}, {}).notes(), 0u);
}

}  // namespace
}  // namespace bach
