#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/corpus.h"
#include "evaluate/critic/dance.h"
#include "score/written_bars.h"

namespace bach {
namespace {

using testing::HasSubstr;

std::vector<CriticDance> dances_of_movement(const char* name) {
  const Result<Score> score = load_movement(*find_movement(name));
  EXPECT_TRUE(score);
  Result<std::vector<CriticDance>> dances = hear_dances(name, *score);
  EXPECT_TRUE(dances) << dances.error().message;
  return std::move(*dances);
}

TEST(CriticDance, APairIsTwoDancesWithThePapersBars) {
  const std::vector<CriticDance> dances = dances_of_movement("cs1-5men");
  ASSERT_EQ(dances.size(), 2u);
  EXPECT_EQ(dances[0].name, "cs1-5men I");
  EXPECT_EQ(dances[1].name, "cs1-5men II");
  EXPECT_EQ(dances[0].form.parts.size(), 2u);
  EXPECT_EQ(dances[0].form.bars.size(), 24u);
  EXPECT_EQ(dances[0].bar_numbers.front(), 1);
  EXPECT_EQ(dances[1].bar_numbers.front(), 25);
  EXPECT_EQ(dances[1].bar_numbers.back(), 48);
  // G major, then G minor.
  EXPECT_EQ(dances[0].harmony.home.front().mode, Mode::kMajor);
  EXPECT_EQ(dances[1].harmony.home.front().mode, Mode::kMinor);
}

TEST(CriticDance, RepeatsCountOnceAndUpbeatsStayUpbeats) {
  const CriticDance dance = dances_of_movement("cs1-3cou").front();
  const Score written = *load_written_movement(*find_movement("cs1-3cou"));
  std::size_t notes = 0;
  for (const Track& track : written.tracks) notes += track.notes.size();
  EXPECT_NEAR(static_cast<double>(dance.notes.size()), static_cast<double>(notes), 5);
  EXPECT_FALSE(dance.form.bars.front().full);
  EXPECT_EQ(dance.bar_numbers.front(), 0);
  EXPECT_EQ(dance.bar_numbers.back(), WrittenBars(written).last());
  EXPECT_GT(dance.form.parts[1].opens_like_first, 0.9);
}

// Quarters of a scale in 4/4.
Score scale_of(int notes) {
  Score score;
  score.metres = {{0, 4, 4}};
  score.tracks.push_back({"", 0, kCelloProgram, {}});
  constexpr int kScale[] = {0, 2, 4, 5, 7, 9, 11};
  for (int i = 0; i < notes; ++i) {
    const int pitch = 48 + 12 * (i / 7 % 2) + kScale[i % 7];
    score.tracks[0].notes.push_back({480 * i, 480, static_cast<std::uint8_t>(pitch), 90});
  }
  score.end = 480 * notes;
  return score;
}

TEST(CriticDance, RepeatsInsideMusicThatIsNoDanceArePlayed) {
  // Four bars, then four others three times: what fold() writes as a repeat.
  Score score = scale_of(14);
  std::vector<Note>& notes = score.tracks[0].notes;
  notes.clear();
  for (int bar = 0; bar < 16; ++bar) {
    for (int beat = 0; beat < 4; ++beat) {
      const int pitch =
          bar < 4 ? 48 + (5 * bar + 3 * beat) % 11 : 60 + (7 * (bar % 4) + 4 * beat) % 9;
      notes.push_back({1920 * bar + 480 * beat, 480, static_cast<std::uint8_t>(pitch), 90});
    }
  }
  score.end = 16 * 1920;
  const Result<std::vector<CriticDance>> dances = hear_dances("prelude", score);
  ASSERT_TRUE(dances);
  ASSERT_EQ(dances->size(), 1u);
  EXPECT_EQ(dances->front().notes.size(), 64u);
  EXPECT_EQ(dances->front().form.bars.size(), 16u);
  ASSERT_FALSE(dances->front().form.cycles.empty());
  EXPECT_EQ(dances->front().form.cycles.front().bars, 8);
}

TEST(CriticDance, UnisonsAreOneNote) {
  Score score = scale_of(16);
  score.tracks.push_back(score.tracks[0]);
  const Result<std::vector<CriticDance>> dances = hear_dances("scale", score);
  ASSERT_TRUE(dances);
  EXPECT_EQ(dances->front().notes.size(), 16u);
}

TEST(CriticDance, BadMusicSaysWhatIsWrong) {
  Score no_metre = scale_of(16);
  no_metre.metres.clear();
  Score drums = scale_of(16);
  drums.tracks[0].channel = kDrumChannel;
  const auto error_of = [](const Score& score) {
    const Result<std::vector<CriticDance>> dances = hear_dances("bad", score);
    return dances ? std::string("none") : dances.error().message;
  };
  EXPECT_THAT(error_of(no_metre), HasSubstr("metre"));
  EXPECT_THAT(error_of(drums), HasSubstr("notes"));
  EXPECT_THAT(error_of(scale_of(3)), HasSubstr("bar"));
  EXPECT_THAT(error_of(Score{}), HasSubstr("notes"));
}

}  // namespace
}  // namespace bach
