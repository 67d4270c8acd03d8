#include "score/written_bars.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "score/unfold.h"

namespace bach {
namespace {

constexpr Tick kBar = 4 * 480;

// An upbeat of a quarter, then parts of 4 and 8 bars that lack it at their ends, each twice.
Score dance() {
  Score score;
  score.metres = {{0, 4, 4}};
  const Tick upbeat = kBar - 480;
  score.sections = {{upbeat, upbeat + 4 * kBar}, {upbeat + 4 * kBar, upbeat + 12 * kBar}};
  score.play_order = {0, 0, 1, 1};
  score.end = score.sections.back().end;
  Track track;
  for (Tick at = upbeat; at < score.end; at += 480) {
    track.notes.push_back({at, 480, static_cast<std::uint8_t>(40 + at / 480 % 30), 100});
  }
  score.tracks = {track};
  return score;
}

TEST(WrittenBars, CountFromTheFirstWholeBar) {
  const WrittenBars bars(dance());
  EXPECT_EQ(bars.at(kBar - 480), 0);  // the upbeat
  EXPECT_EQ(bars.at(kBar), 1);
  EXPECT_EQ(bars.at(5 * kBar - 481), 4);  // three quarters, then the sign
  EXPECT_EQ(bars.at(5 * kBar - 480), 4);  // the upbeat of the second part
  EXPECT_EQ(bars.at(5 * kBar), 5);
  EXPECT_EQ(bars.last(), 12);
  EXPECT_EQ(bars.extent_of(5).begin, 5 * kBar);
  EXPECT_EQ(bars.extent_of(5).end, 6 * kBar);
}

TEST(WrittenBars, AShortRestIsNoUpbeat) {
  Score score = dance();
  for (Note& note : score.tracks[0].notes) note.onset -= kBar - 600;
  score.sections.clear();
  score.play_order.clear();
  EXPECT_EQ(WrittenBars(score).at(0), 1);
}

TEST(WrittenBars, WhatSoundsAgainHasTheSameNumber) {
  const Score score = dance();
  const WrittenBars bars(score);
  const Score sounding = unfold(score);
  const auto& notes = sounding.tracks[0].notes;
  ASSERT_EQ(notes.size(), 2 * score.tracks[0].notes.size());
  std::vector<std::int64_t> numbers;
  for (const Note& note : notes) {
    const Tick written = bars.written_tick(note.onset);
    const auto same = [&](const Note& each) {
      return each.onset == written && each.pitch == note.pitch;
    };
    EXPECT_TRUE(std::any_of(score.tracks[0].notes.begin(), score.tracks[0].notes.end(), same));
    numbers.push_back(bars.at_sounding(note.onset));
  }
  EXPECT_EQ(numbers[0], 0);
  EXPECT_EQ(numbers[16], 0);  // part A again
  EXPECT_EQ(numbers[17], 1);
  EXPECT_EQ(numbers[32], 4);
  EXPECT_EQ(numbers[33], 5);
  EXPECT_EQ(numbers.back(), 12);
}

TEST(WrittenBars, OfNothingIsNothing) {
  const WrittenBars bars{Score()};
  EXPECT_EQ(bars.last(), 0);
  EXPECT_EQ(bars.written_tick(1234), 1234);
}

}  // namespace
}  // namespace bach
