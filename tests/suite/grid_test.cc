// Played music finds the grid, and says how far off it was.
#include "suite/grid.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suite/encode.h"

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Score played(std::vector<Note> notes, int ticks_per_quarter = 480) {
  Score score;
  score.ticks_per_quarter = ticks_per_quarter;
  score.tracks.push_back({"Cello", 0, 42, std::move(notes)});
  for (const Note& note : score.tracks[0].notes) score.end = std::max(score.end, note.end());
  return score;
}

std::vector<Tick> onsets(const Score& score) {
  std::vector<Tick> list;
  for (const Note& note : score.tracks[0].notes) list.push_back(note.onset);
  return list;
}

TEST(SuiteGrid, LeavesWhatIsOnIt) {
  const Score score = played({{0, 160, 60, 80},
                              {160, 160, 62, 80},
                              {320, 160, 64, 80},
                              {480, 15, 65, 80},
                              {495, 480, 67, 80}});
  const GridScore grid = to_suite_grid(score);
  EXPECT_EQ(grid.score, score);
  EXPECT_THAT(grid.changes, IsEmpty());
  EXPECT_EQ(grid.mean_error, 0);
}

TEST(SuiteGrid, ScalesOtherDivisions) {
  const GridScore grid =
      to_suite_grid(played({{0, 32, 60, 80}, {32, 32, 62, 80}, {64, 32, 64, 80}}, 96));
  EXPECT_THAT(onsets(grid.score), ElementsAre(0, 160, 320));
  EXPECT_EQ(grid.score.ticks_per_quarter, 480);
  EXPECT_EQ(grid.score.end, 480);
}

TEST(SuiteGrid, MovesPlayedNotesToEighthsOrSixths) {
  const GridScore grid = to_suite_grid(played({{7, 108, 60, 80},
                                               {131, 100, 62, 80},
                                               {229, 110, 64, 80},
                                               {366, 95, 65, 80},
                                               {471, 150, 67, 80},
                                               {643, 150, 65, 80},
                                               {797, 160, 64, 80}}));
  EXPECT_THAT(onsets(grid.score), ElementsAre(0, 120, 240, 360, 480, 640, 800));
  EXPECT_EQ(grid.moved, 7);
  EXPECT_EQ(grid.largest_error, 11);
  EXPECT_THAT(grid.changes,
              ElementsAre("7 onsets moved to the beat's grid, by up to 11 of 480 ticks"));
}

TEST(SuiteGrid, LeavesSilentBarsOut) {
  const GridScore grid =
      to_suite_grid(played({{3840, 480, 60, 80}, {4320, 480, 62, 80}, {13440, 480, 64, 80}}));
  EXPECT_THAT(onsets(grid.score), ElementsAre(0, 480, 3840 - 1920));
  EXPECT_THAT(grid.changes, ElementsAre("6 silent bars left out"));
}

TEST(SuiteGrid, WhatIsEncodedStandsOnTheGrid) {
  // A player nowhere on the beat: every note still comes out, in order.
  std::vector<Note> notes;
  for (int i = 0; i < 200; ++i) {
    notes.push_back({i * 137 + i * i % 31, 90, static_cast<std::uint8_t>(40 + i % 25), 80});
  }
  const Result<SuiteEncoding> encoding = encode_any(played(notes), "étude");
  ASSERT_TRUE(encoding.ok());
  EXPECT_EQ(first_statements(encoding->piece).size(), notes.size());
  EXPECT_EQ(count_first_statements(encoding->piece), notes.size());
  EXPECT_FALSE(encoding->losses.empty());
}

}  // namespace
}  // namespace bach
