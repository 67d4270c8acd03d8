#include "bach/note_array.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace bach {
namespace {

Score two_voices() {
  Score score;
  score.tracks = {{"high", 0, 42, {{0, 240, 60, 90}, {240, 240, 62, 90}}},
                  {"low", 1, 42, {{0, 480, 48, 80}}}};
  score.metres = {{0, 3, 8}, {720, 2, 4}};
  score.end = 480;
  return score;
}

NoteRow row_at(double onset_quarter, double duration_quarter, int pitch) {
  NoteRow row;
  row.onset_quarter = onset_quarter;
  row.duration_quarter = duration_quarter;
  row.pitch = pitch;
  return row;
}

Error error_of(const NoteRow& row) {
  const auto score = score_of_rows(std::vector{row}, {.time = NoteTime::kQuarters});
  EXPECT_FALSE(score);
  return score ? Error{} : score.error();
}

TEST(NoteRows, CountBeatsOfTheMetreInForce) {
  Score score = two_voices();
  score.tracks[0].notes.push_back({960, 480, 64, 90});
  score.end = 1440;
  const std::vector<NoteRow> rows = note_rows(score);
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].pitch, 48);
  EXPECT_EQ(rows[0].voice, 2);
  EXPECT_EQ(rows[0].duration_beat, 2);  // eighths
  EXPECT_EQ(rows[0].duration_quarter, 1);
  EXPECT_EQ(rows[2].onset_beat, 1);
  EXPECT_EQ(rows[2].id, "n2");
  EXPECT_EQ(rows[3].onset_beat, 3 + 0.5);  // three eighths, then quarters from tick 720 on
  EXPECT_EQ(rows[3].duration_beat, 1);
}

TEST(NoteRows, ComeBackAsTheScoreTheyWereOf) {
  const Score score = two_voices();
  const std::vector<NoteRow> rows = note_rows(score);
  for (const NoteTime time : {NoteTime::kDivisions, NoteTime::kQuarters}) {
    const auto back = score_of_rows(rows, {.time = time});
    ASSERT_TRUE(back) << back.error().text();
    ASSERT_EQ(back->tracks.size(), 2u);
    EXPECT_EQ(back->tracks[0].notes, score.tracks[0].notes);
    EXPECT_EQ(back->tracks[1].notes, score.tracks[1].notes);
    EXPECT_EQ(back->end, 480);
  }
  const auto beats = score_of_rows(rows, {.time = NoteTime::kBeats, .metre = {0, 3, 8}});
  ASSERT_TRUE(beats);
  EXPECT_EQ(beats->tracks[0].notes, score.tracks[0].notes);
}

TEST(NoteRows, AreRefusedWithFieldAndRow) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(error_of(row_at(kNan, 1, 60)).argument, "onset_quarter");
  EXPECT_EQ(error_of(row_at(0, kNan, 60)).argument, "duration_quarter");
  EXPECT_EQ(error_of(row_at(-1, 1, 60)).argument, "onset_quarter");
  EXPECT_EQ(error_of(row_at(0, 0, 60)).argument, "duration_quarter");
  EXPECT_EQ(error_of(row_at(0, -1, 60)).argument, "duration_quarter");
  EXPECT_EQ(error_of(row_at(0, 1, 128)).argument, "pitch");
  EXPECT_EQ(error_of(row_at(0, 1, -1)).argument, "pitch");
  EXPECT_EQ(error_of(row_at(1e300, 1, 60)).code, ErrorCode::kLimit);
  EXPECT_EQ(error_of(row_at(0, 1e9, 60)).code, ErrorCode::kLimit);
  EXPECT_EQ(error_of(row_at(0, 1, 128)).message.find("note 0"), 0u);
  EXPECT_FALSE(score_of_rows({}, {.ticks_per_quarter = 0}));
  EXPECT_FALSE(score_of_rows({}, {.metre = {0, 4, 3}}));
  EXPECT_FALSE(score_of_rows({}, {.tempo = 0.0}));
  EXPECT_FALSE(score_of_rows({}, {.tempo = std::nan("")}));
  EXPECT_TRUE(score_of_rows({}));
}

TEST(PianoRoll, HoldsEachNoteWhereItSounds) {
  const auto roll = piano_roll(two_voices(), 4);
  ASSERT_TRUE(roll);
  ASSERT_EQ(roll->frames, 4u);
  const auto at = [&](std::size_t pitch, std::size_t frame) {
    return static_cast<int>(roll->velocities[pitch * roll->frames + frame]);
  };
  for (std::size_t frame = 0; frame < 4; ++frame) {
    EXPECT_EQ(at(48, frame), 80);
    EXPECT_EQ(at(60, frame), frame < 2 ? 90 : 0);
    EXPECT_EQ(at(62, frame), frame < 2 ? 0 : 90);
  }
  EXPECT_FALSE(piano_roll(two_voices(), 0));
  Score long_one = two_voices();
  long_one.end = Tick{1} << 50;
  EXPECT_EQ(piano_roll(long_one, 1).error().code, ErrorCode::kLimit);
  const auto empty = piano_roll(Score{});
  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->frames, 0u);
}

}  // namespace
}  // namespace bach
