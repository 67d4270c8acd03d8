// What is written as ABC is read back as it was.
#include <gtest/gtest.h>

#include "notation/abc/reader.h"
#include "notation/abc/writer.h"
#include "notation/random_notation.h"
#include "score/unfold.h"

namespace bach {
namespace {

bool has_repeat(const Score& score) { return score.play_order.size() > score.sections.size(); }

TEST(AbcRoundTrip, GivesBackTheSameScore) {
  test::RandomNotation random;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    Score score = random.make(seed);
    const Result<std::string> text = abc_from_score(score);
    ASSERT_TRUE(text.ok()) << "seed " << seed << ": " << text.error().message;
    const Result<Score> again = score_from_abc(*text);
    ASSERT_TRUE(again.ok()) << "seed " << seed << ": " << again.error().message << "\n" << *text;
    if (!has_repeat(score)) {  // nothing to fold
      score.sections.clear();
      score.play_order.clear();
    }
    EXPECT_EQ(again->title, score.title);
    EXPECT_EQ(again->metres, score.metres);
    EXPECT_EQ(again->keys, score.keys);
    EXPECT_EQ(again->sections, score.sections);
    EXPECT_EQ(again->play_order, score.play_order);
    ASSERT_EQ(*again, score) << "seed " << seed << "\n" << *text;
  }
}

// The da capo is written out, so it comes back as music of its own that sounds the same.
TEST(AbcRoundTrip, PlaysADaCapo) {
  test::RandomNotation random;
  int with_da_capo = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Score score = random.make(seed);
    if (score.play_order.front() != 0 || score.play_order.size() < 2 || score.play_order[1] != 0) {
      continue;
    }
    score.play_order.push_back(0);
    ++with_da_capo;
    const Result<std::string> text = abc_from_score(score);
    ASSERT_TRUE(text.ok()) << "seed " << seed << ": " << text.error().message;
    const Result<Score> again = score_from_abc(*text);
    ASSERT_TRUE(again.ok()) << "seed " << seed << ": " << again.error().message << "\n" << *text;
    EXPECT_EQ(unfold(*again).tracks, unfold(score).tracks) << "seed " << seed << "\n" << *text;
    EXPECT_EQ(unfold(*again).end, unfold(score).end) << "seed " << seed;
  }
  EXPECT_GT(with_da_capo, 50);
}

// A rondeau: the refrain comes again between parts that are still new.
TEST(AbcRoundTrip, PlaysARefrainBetweenLaterParts) {
  Score score;
  score.tracks.push_back({"", 0, kCelloProgram, {}});
  constexpr Tick kBar = 1920;
  for (int bar = 0; bar < 16; ++bar) {
    score.tracks[0].notes.push_back(
        {bar * kBar, kBar, static_cast<std::uint8_t>(48 + bar), kPlainVelocity});
  }
  score.metres = {{0, 4, 4}};
  score.end = 16 * kBar;
  score.sections = {
      {0, 4 * kBar}, {4 * kBar, 8 * kBar}, {8 * kBar, 12 * kBar}, {12 * kBar, 16 * kBar}};
  score.play_order = {0, 0, 1, 0, 2, 0, 3, 0};
  const Result<std::string> text = abc_from_score(score);
  ASSERT_TRUE(text.ok()) << text.error().message;
  const Result<Score> again = score_from_abc(*text);
  ASSERT_TRUE(again.ok()) << again.error().message << "\n" << *text;
  EXPECT_EQ(unfold(*again).tracks, unfold(score).tracks) << *text;
}

// As P: fields of others may ask for.
TEST(AbcRoundTrip, PlaysMusicThatDoesNotBeginAtItsBeginning) {
  test::RandomNotation random;
  int tried = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Score score = random.make(seed);
    if (score.sections.size() < 2) continue;
    score.play_order = {1, 0, 1};
    ++tried;
    const Result<std::string> text = abc_from_score(score);
    ASSERT_TRUE(text.ok()) << "seed " << seed << ": " << text.error().message;
    const Result<Score> again = score_from_abc(*text);
    ASSERT_TRUE(again.ok()) << "seed " << seed << ": " << again.error().message << "\n" << *text;
    EXPECT_EQ(unfold(*again).tracks, unfold(score).tracks) << "seed " << seed << "\n" << *text;
  }
  EXPECT_GT(tried, 30);
}

}  // namespace
}  // namespace bach
