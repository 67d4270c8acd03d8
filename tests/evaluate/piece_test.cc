#include "evaluate/piece.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bach {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Score two_voices() {
  Score score;
  score.tracks.push_back({});
  score.tracks.push_back({"upper", 0, 42, {{0, 10, 72, 90}, {20, 10, 74, 90}}});
  score.tracks.push_back({"lower", 0, 42, {{0, 20, 48, 90}, {30, 10, 50, 90}}});
  return score;
}

TEST(Piece, AllVoicesMergeByOnsetThenPitch) {
  EXPECT_THAT(measured_pitches("x", two_voices(), Voices::kAll).pitches,
              ElementsAre(48, 72, 74, 50));
}

TEST(Piece, TheFirstTrackIsTheFirstWithNotes) {
  EXPECT_THAT(measured_pitches("x", two_voices(), Voices::kFirst).pitches, ElementsAre(72, 74));
}

TEST(Piece, KnowsWhatItRepeats) {
  Score score;
  score.tracks.push_back({});
  for (int i = 0; i < 40; ++i) {
    score.tracks[0].notes.push_back({i * 10, 10, static_cast<std::uint8_t>(60 + i % 20), 90});
  }
  const MeasuredPiece piece = measured_pitches("x", score, Voices::kAll);
  for (std::size_t i = 0; i < 40; ++i) EXPECT_EQ(piece.repeated[i], i < 20 ? 0 : 1) << i;
}

TEST(Piece, OfNothingIsEmpty) {
  const MeasuredPiece piece = measured_pitches("x", Score{}, Voices::kFirst);
  EXPECT_THAT(piece.pitches, IsEmpty());
  EXPECT_THAT(piece.repeated, IsEmpty());
}

}  // namespace
}  // namespace bach
