#include "notation/notate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "notation/quantise.h"

namespace bach {
namespace {

using testing::HasSubstr;

// Eight bars of 4/4 in quarters, eighths and triplets of eighths by turns.
Score study() {
  Score score;
  Track track;
  track.program = 42;
  Tick now = 0;
  int pitch = 48;
  for (int bar = 0; bar < 8; ++bar) {
    const Tick step = bar % 3 == 0 ? 480 : bar % 3 == 1 ? 240 : 160;
    for (Tick at = 0; at < 1920; at += step) {
      track.notes.push_back({now + at, step, static_cast<std::uint8_t>(pitch), 80});
      pitch = 48 + (pitch - 48 + 7) % 24;
    }
    now += 1920;
  }
  score.tracks = {track};
  score.metres = {{0, 4, 4}};
  score.keys = {{0, 0, Mode::kMajor}};
  score.end = now;
  return score;
}

// As a player would: each onset early or late by up to `most` ticks, notes not quite held.
Score played(Score score, Tick most) {
  std::mt19937 random(7);
  for (Note& note : score.tracks[0].notes) {
    const auto by = static_cast<Tick>(random() % static_cast<unsigned>(2 * most + 1)) - most;
    note.onset = std::max<Tick>(0, note.onset + by);
    note.duration = note.duration * 4 / 5;
  }
  return score;
}

std::vector<Tick> onsets(const Score& score) {
  std::vector<Tick> list;
  for (const Note& note : score.tracks[0].notes) list.push_back(note.onset);
  return list;
}

TEST(Quantise, WhatWasEnteredStays) {
  const Score score = study();
  EXPECT_EQ(rhythm_of(score), Rhythm::kAsEntered);
  const Quantised quantised = quantise(score, Rhythm::kAsEntered);
  EXPECT_EQ(quantised.moved, 0u);
  EXPECT_EQ(quantised.changed_lengths, 0u);
  EXPECT_EQ(quantised.score.tracks[0].notes, score.tracks[0].notes);
}

TEST(Quantise, WhatWasPlayedComesBackToItsBeatsAndTheErrorIsTold) {
  const Score score = study();
  const Score performance = played(score, 25);
  EXPECT_EQ(rhythm_of(performance), Rhythm::kPlayed);
  const Quantised quantised = quantise(performance, Rhythm::kPlayed);
  EXPECT_EQ(onsets(quantised.score), onsets(score));
  EXPECT_GT(quantised.moved, quantised.notes / 2);
  EXPECT_GT(quantised.mean_error_quarters, 0);
  EXPECT_LE(quantised.largest_error_quarters, 25.0 / 480 + 1e-9);
  EXPECT_GT(quantised.alignment, kLeastAlignment);
}

TEST(Quantise, OtherDivisionsOfTheQuarterAreTheSameMusic) {
  Score score = study();
  score.ticks_per_quarter = 96;
  for (Note& note : score.tracks[0].notes) note.onset /= 5, note.duration /= 5;
  score.end /= 5;
  EXPECT_EQ(onsets(quantise(score, Rhythm::kAsEntered).score), onsets(study()));
}

TEST(Notate, WrittenMusicNeedsNoRemark) {
  const auto notated = notate(study());
  ASSERT_TRUE(notated.ok()) << notated.error().message;
  EXPECT_EQ(notated->score.tracks[0].notes, study().tracks[0].notes);
}

TEST(Notate, SaysWhatItMovedAndLeftOut) {
  Score score = played(study(), 25);
  Track drums;
  drums.channel = 9;
  drums.notes = {{0, 100, 35, 90}};
  score.tracks.push_back(drums);
  const auto notated = notate(score);
  ASSERT_TRUE(notated.ok()) << notated.error().message;
  std::string remarks;
  for (const std::string& remark : notated->remarks) remarks += remark + "\n";
  EXPECT_THAT(remarks, HasSubstr("rhythm quantised"));
  EXPECT_THAT(remarks, HasSubstr("drum"));
}

TEST(Notate, NothingToWriteIsAnError) {
  EXPECT_EQ(notate(Score()).error().code, ErrorCode::kInvalidData);
}

// `count` notes of middle C, `apart` ticks from each other.
Score row_of_notes(std::size_t count, Tick apart, Tick duration) {
  Score score;
  score.tracks = {{"", 0, 42, {}}};
  for (std::size_t i = 0; i < count; ++i) {
    score.tracks[0].notes.push_back({static_cast<Tick>(i) * apart, duration, 60, 100});
  }
  score.end = score.tracks[0].notes.back().end();
  return score;
}

TEST(Notate, WhatNobodyCouldReadIsRefusedAtOnce) {
  EXPECT_TRUE(notate(row_of_notes(200, 0, 480)).ok());
  const auto together = notate(row_of_notes(300, 0, 480));
  ASSERT_EQ(together.error().code, ErrorCode::kLimit);
  EXPECT_THAT(together.error().message, HasSubstr("more than 256 notes at once"));
  const auto dense = notate(row_of_notes(5000, 1, 1));
  ASSERT_EQ(dense.error().code, ErrorCode::kLimit);
  EXPECT_THAT(dense.error().message, HasSubstr("more than 2048 notes within 16 quarters"));
  EXPECT_EQ(notate(row_of_notes(200'001, 60, 60)).error().code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace bach
