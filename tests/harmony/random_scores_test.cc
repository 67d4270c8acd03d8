// Whatever a MIDI file can say is heard or refused.
#include "score/random_scores.h"

#include <gtest/gtest.h>

#include "harmony/finder.h"

namespace bach {
namespace {

void expect_sound(const HarmonyAnalysis& found) {
  ASSERT_FALSE(found.spans.empty());
  ASSERT_FALSE(found.keys.empty());
  ASSERT_FALSE(found.home.empty());
  Tick at = found.spans.front().begin;
  for (const HarmonySpan& span : found.spans) {
    ASSERT_EQ(span.begin, at);
    ASSERT_GT(span.end, span.begin);
    at = span.end;
    EXPECT_TRUE(span.chord_certainty >= 0 && span.chord_certainty <= 1.000001);
    EXPECT_TRUE(span.key_certainty >= 0 && span.key_certainty <= 1.000001);
    EXPECT_FALSE(roman_numeral(span).empty());
  }
  at = found.keys.front().begin;
  for (const KeySpan& key : found.keys) {
    ASSERT_EQ(key.begin, at);
    at = key.end;
    EXPECT_TRUE(key.key.fifths >= -7 && key.key.fifths <= 7);
  }
  EXPECT_EQ(at, found.spans.back().end);
  for (std::size_t i = 1; i < found.cadences.size(); ++i) {
    EXPECT_LE(found.cadences[i - 1].at, found.cadences[i].at);
  }
}

TEST(FindHarmony, BearsAnyScore) {
  int heard = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    Score score = test::RandomScores().make(seed);
    if (seed % 3 == 0) {  // folded, if not as it should be
      const Tick step = 1 + score.end / static_cast<Tick>(2 + seed % 5);
      for (Tick at = static_cast<Tick>(seed % 2) * step; at < score.end; at += step) {
        score.play_order.push_back(static_cast<int>(score.sections.size()));
        score.play_order.push_back(static_cast<int>(score.sections.size()));
        score.sections.push_back({at, at + step});
      }
      if (seed % 2 == 0) score.play_order.push_back(0);
    }
    const Result<HarmonyAnalysis> found = find_harmony(score);
    if (!found) {
      EXPECT_TRUE(found.error().code == ErrorCode::kInvalidData ||
                  found.error().code == ErrorCode::kLimit)
          << found.error().message;
      continue;
    }
    ++heard;
    expect_sound(*found);
  }
  EXPECT_GT(heard, 50);
}

// A note of so many quarters, and silence before.
Score late_note(Tick silence, Tick length, Metre metre) {
  Score score;
  score.ticks_per_quarter = 1;
  score.metres = {metre};
  score.tracks.push_back({"", 0, 0, {{0, 1, 60, 90}, {silence, length, 64, 90}}});
  score.end = silence + length;
  return score;
}

TEST(FindHarmony, BearsADayOfSilence) {
  const Result<HarmonyAnalysis> found = find_harmony(late_note(78'000, 1'000, {0, 4, 4}));
  ASSERT_TRUE(found.ok()) << found.error().message;
  expect_sound(*found);
  EXPECT_LT(found->spans.size(), 500U);
}

TEST(FindHarmony, RefusesMoreThanADayBeforeItListens) {
  const auto refusal = [](const Score& score) { return find_harmony(score).error().message; };
  EXPECT_EQ(refusal(late_note(1'000'000'000, 1'900'000, {0, 4, 4})),
            "harmony: more than 20,000 bars; give less music");
  EXPECT_EQ(refusal(late_note(4, 1'900'000, {0, 255, 1})),
            "harmony: more than 86,400 quarters; give less music");
}

}  // namespace
}  // namespace bach
