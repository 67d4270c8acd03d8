#include "plot/roll_piece.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "score/build_score.h"
#include "score/fold.h"

namespace bach {
namespace {

using bach::tests::kQuarter;
using bach::tests::line;
using bach::tests::quarters;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::vector<std::int64_t> numbers(const RollPiece& piece) {
  std::vector<std::int64_t> numbers;
  for (const RollBar& bar : piece.bars) numbers.push_back(bar.number);
  return numbers;
}

RollPiece piece_of(const Score& score, std::optional<BarRange> bars = {}) {
  auto piece = roll_piece(score, {{0, 0, Mode::kMajor}}, bars);
  EXPECT_TRUE(piece.ok()) << piece.error().message;
  return piece.ok() ? *piece : RollPiece();
}

TEST(RollPiece, BarsAreCountedFromTheFirstWholeOne) {
  const std::vector<int> notes = line(8, 48, 2);
  EXPECT_THAT(numbers(piece_of(quarters(notes))), ElementsAre(1, 2));
  EXPECT_THAT(numbers(piece_of(quarters(notes, {0, 4, 4}, 3 * kQuarter))), ElementsAre(0, 1, 2));
  EXPECT_THAT(numbers(piece_of(quarters(notes, {0, 4, 4}, kQuarter))), ElementsAre(1, 2, 3))
      << "a rest, no upbeat";
  EXPECT_THAT(numbers(piece_of(quarters(notes, {0, 4, 4}, 11 * kQuarter))), ElementsAre(0, 1, 2))
      << "bars of silence";
}

TEST(RollPiece, ShowsTheBarsAskedFor) {
  const RollPiece piece = piece_of(quarters(line(20, 48, 2)), BarRange{2, 3});
  EXPECT_THAT(numbers(piece), ElementsAre(2, 3));
  ASSERT_THAT(piece.notes, SizeIs(8));
  EXPECT_EQ(piece.notes[0].begin, 4);
  EXPECT_EQ(piece.notes[0].end, 5);
  EXPECT_EQ(piece.subtitle, "bars 2–3 of 5, 0:02–0:06 min");
  EXPECT_EQ(piece.bars[0].metre, "4/4");
  EXPECT_EQ(piece.bars[1].metre, "");
}

TEST(RollPiece, WhatSoundsAgainHasItsNumberAgain) {
  // Four bars twice, then four others twice.
  std::vector<int> notes;
  for (const int from : {40, 40, 60, 60}) {
    for (const int pitch : line(16, from, 1)) notes.push_back(pitch);
  }
  const Score score = quarters(notes);
  EXPECT_THAT(numbers(piece_of(score)),
              ElementsAre(1, 2, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8, 5, 6, 7, 8));
  EXPECT_THAT(numbers(piece_of(score, BarRange{3, 6})), ElementsAre(3, 4));
  EXPECT_THAT(numbers(piece_of(score, BarRange{5, 6})), ElementsAre(5, 6));
  const Score written = fold(score);
  ASSERT_FALSE(written.play_order.empty());
  EXPECT_THAT(numbers(piece_of(written)), ElementsAre(1, 2, 3, 4, 5, 6, 7, 8));
}

TEST(RollPiece, ANoteThatSoundsIntoTheBarsBelongsToThem) {
  Score score = quarters({60, 62, 64, 65, 67});
  score.tracks[0].notes[3].duration = 2 * kQuarter;
  EXPECT_THAT(piece_of(score, BarRange{2, 2}).notes, SizeIs(2));
}

TEST(RollPiece, NamesFollowTheKey) {
  const Score score = quarters({61, 63, 66, 68, 70});
  auto flats = roll_piece(score, {{0, -5, Mode::kMajor}}, {});
  auto sharps = roll_piece(score, {{0, 5, Mode::kMajor}}, {});
  ASSERT_TRUE(flats.ok() && sharps.ok());
  EXPECT_EQ(flats->notes[0].name, "D♭");
  EXPECT_EQ(sharps->notes[0].name, "C♯");
}

TEST(RollPiece, MetresShowWhereTheyBeginAndCompoundTimeHasLongBeats) {
  Score score = quarters(line(10, 48, 2));
  score.metres = {{0, 4, 4}, {4 * kQuarter, 6, 8}};
  const RollPiece piece = piece_of(score);
  ASSERT_THAT(piece.bars, SizeIs(3));
  EXPECT_EQ(piece.bars[1].metre, "6/8");
  EXPECT_EQ(piece.bars[1].length, 3);
  EXPECT_EQ(piece.bars[1].beat, 1.5);
  EXPECT_EQ(piece.bars[2].metre, "");
}

TEST(RollPiece, VoicesHaveTheNamesOfTracksThatDiffer) {
  Score score = quarters({60});
  score.tracks.push_back(score.tracks[0]);
  EXPECT_THAT(piece_of(score).voices, ElementsAre("voice 1", "voice 2"));
  score.tracks[1].name = "Bass";
  EXPECT_THAT(piece_of(score).voices, ElementsAre("Cello", "Bass"));
}

TEST(RollPiece, SaysWhichBarsThereAre) {
  const auto missing = roll_piece(quarters(line(8, 48, 2)), {}, BarRange{7, 9});
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(missing.error().message, HasSubstr("bars 1 to 2"));
  EXPECT_FALSE(roll_piece(Score(), {}, {}).ok());
}

TEST(RollPiece, AnHourOfSilenceTakesNoTimeAndTooManyBarsAreRefused) {
  Score score = quarters({60});
  score.tracks[0].notes.push_back({Tick{1} << 40, kQuarter, 62, 80});
  score.end = score.tracks[0].notes.back().end();
  const auto all = roll_piece(score, {}, {});
  ASSERT_FALSE(all.ok());
  EXPECT_EQ(all.error().code, ErrorCode::kLimit);
  EXPECT_THAT(numbers(piece_of(score, BarRange{1000000, 1000001})), ElementsAre(1000000, 1000001));
}

}  // namespace
}  // namespace bach
