#include "score/written.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace bach {
namespace {

Score with_notes(std::vector<Note> notes) {
  Score score;
  score.tracks.push_back({"", 0, 42, std::move(notes)});
  score.end = 4000;
  return score;
}

TEST(Written, LeavesWhatIsWrittenAlone) {
  std::vector<Note> notes;
  Tick now = 0;
  for (const Tick duration :
       {15, 20, 30, 40, 45, 60, 80, 90, 120, 160, 180, 240, 300, 320, 640, 840}) {
    notes.push_back({now, duration, 60, 80});
    now += 480;
  }
  notes.push_back({now + 160, 160, 60, 80});  // second of a triplet
  notes.push_back({now + 180 + 255, 15, 60, 80});
  Score score = with_notes(notes);
  score.end = 10000;
  const Written written = snap_to_written(score);
  EXPECT_EQ(written.score, score);
  EXPECT_TRUE(written.changes.empty());
}

TEST(Written, GivesShortenedNotesTheirLength) {
  const std::vector<std::pair<Tick, Tick>> expected = {
      {16, 20}, {58, 60}, {114, 120}, {168, 180}, {170, 180}, {340, 360}, {528, 540}, {580, 600}};
  for (const auto& [played, full] : expected) {
    const Written written = snap_to_written(with_notes({{960, played, 60, 80}}));
    ASSERT_EQ(written.changes.size(), 1U) << played;
    EXPECT_EQ(written.changes[0].played, (Note{960, played, 60, 80}));
    EXPECT_EQ(written.changes[0].written, (Note{960, full, 60, 80}));
    EXPECT_EQ(written.score.tracks[0].notes[0], written.changes[0].written);
  }
}

TEST(Written, PutsARolledChordTogether) {
  const Written written =
      snap_to_written(with_notes({{476, 960, 45, 80}, {1192, 120, 50, 80}, {1452, 720, 38, 80}}));
  ASSERT_EQ(written.changes.size(), 3U);
  EXPECT_EQ(written.score.tracks[0].notes[0].onset, 480);
  EXPECT_EQ(written.score.tracks[0].notes[1].onset, 1200);
  EXPECT_EQ(written.score.tracks[0].notes[2].onset, 1440);
}

TEST(Written, IsNoQuantiser) {
  // 14 ticks beside the grid is too far for a roll; 30 ticks are too many to have been cut off.
  const Score score = with_notes({{494, 120, 60, 80}, {960, 570, 60, 80}});
  EXPECT_TRUE(snap_to_written(score).changes.empty());
}

TEST(Written, FollowsTheTicksOfTheFile) {
  Score score = with_notes({{0, 170 / 5, 60, 80}});
  score.ticks_per_quarter = 96;
  EXPECT_EQ(snap_to_written(score).score.tracks[0].notes[0].duration, 36);
  score.ticks_per_quarter = 100;
  EXPECT_TRUE(snap_to_written(score).changes.empty()) << "no such grid in these ticks";
}

}  // namespace
}  // namespace bach
