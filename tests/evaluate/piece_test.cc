#include "evaluate/piece.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/corpus.h"
#include "score/limits.h"

namespace bach {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Score two_voices() {
  Score score;
  score.tracks.push_back({});
  score.tracks.push_back({"upper", 0, 42, {{0, 10, 72, 90}, {20, 10, 74, 90}}});
  score.tracks.push_back({"lower", 0, 42, {{0, 20, 48, 90}, {30, 10, 50, 90}}});
  return score;
}

MeasuredPiece pitches_of(const Score& score, Voices voices) {
  const auto piece =
      measured_piece("x", score, {.folded = false, .voices = voices, .suite = false});
  EXPECT_TRUE(piece.ok());
  return piece.ok() ? *piece : MeasuredPiece{};
}

TEST(Piece, AllVoicesMergeByOnsetThenPitch) {
  EXPECT_THAT(pitches_of(two_voices(), Voices::kAll).pitches, ElementsAre(48, 72, 74, 50));
}

TEST(Piece, TheFirstTrackIsTheFirstWithNotes) {
  EXPECT_THAT(pitches_of(two_voices(), Voices::kFirst).pitches, ElementsAre(72, 74));
}

TEST(Piece, KnowsWhatItRepeats) {
  Score score;
  score.tracks.push_back({});
  for (int i = 0; i < 40; ++i) {
    score.tracks[0].notes.push_back({i * 10, 10, static_cast<std::uint8_t>(60 + i % 20), 90});
  }
  const MeasuredPiece piece = pitches_of(score, Voices::kAll);
  for (std::size_t i = 0; i < 40; ++i) EXPECT_EQ(piece.repeated[i], i < 20 ? 0 : 1) << i;
}

TEST(Piece, OfNothingIsEmpty) {
  const MeasuredPiece piece = pitches_of(Score{}, Voices::kFirst);
  EXPECT_THAT(piece.pitches, IsEmpty());
  EXPECT_THAT(piece.repeated, IsEmpty());
}

TEST(Piece, InSuiteTokensHasRhythmsAndFoldsItsRepeats) {
  const auto score = load_movement(*find_movement("cs3-5bou"));
  ASSERT_TRUE(score.ok());
  const auto size = [&](const View& view) {
    const auto piece = measured_piece("cs3-5bou", *score, view);
    EXPECT_TRUE(piece.ok());
    EXPECT_EQ(piece->rhythms.size(), view.suite ? piece->pitches.size() : 0);
    EXPECT_EQ(piece->repeated.size(), piece->pitches.size());
    EXPECT_EQ(piece->suite.has_value(), view.suite);
    return piece->pitches.size();
  };
  const std::size_t folded = size({});
  const std::size_t played = size({.folded = false});
  EXPECT_GT(played, 2 * folded);  // AABBCCDDAB
  EXPECT_LT(played, 3 * folded);
  EXPECT_LT(size({.voices = Voices::kFirst}), folded);
  EXPECT_EQ(size({.folded = false, .suite = false}), played);
}

TEST(Piece, WithoutNotesHasNoTokens) {
  const auto piece = measured_piece("silence", Score{}, {});
  ASSERT_FALSE(piece.ok());
  EXPECT_THAT(piece.error().message, HasSubstr("silence: "));
}

TEST(Piece, OfMoreNotesThanAModelReadsIsRefused) {
  Score score;
  score.tracks.emplace_back();
  for (std::size_t k = 0; k <= kMostReadNotes; ++k) {
    score.tracks[0].notes.push_back({static_cast<Tick>(240 * k), 240, 60, 64});
  }
  score.end = score.tracks[0].notes.back().end();
  for (const bool suite : {false, true}) {
    const View view{.folded = false, .suite = suite};
    const auto refused = measured_piece("endless", score, view);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::kLimit);
    EXPECT_THAT(refused.error().message, HasSubstr("endless: more than 20,000 notes"));
  }
  score.tracks[0].notes.pop_back();
  EXPECT_TRUE(measured_piece("endless", score, {.folded = false, .suite = false}).ok());
}

}  // namespace
}  // namespace bach
