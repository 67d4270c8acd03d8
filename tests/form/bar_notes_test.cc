#include "form/bar_notes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "form/build_form.h"
#include "score/fold.h"

namespace bach {
namespace {

using ::testing::SizeIs;
using tests::bars_of_eighths;
using tests::cut;
using tests::kBar;
using tests::kEighth;
using tests::kOther;
using tests::kTune;

TEST(BarNotes, BarsTileThePart) {
  const ScoreBars music = cut(bars_of_eighths({kTune, kOther, kTune}));
  ASSERT_THAT(music.bars, SizeIs(3));
  ASSERT_THAT(music.notes, SizeIs(3));
  for (int i = 0; i < 3; ++i) {
    const FormBar& bar = music.bars[static_cast<std::size_t>(i)];
    EXPECT_EQ(bar.begin, i * kBar);
    EXPECT_EQ(bar.end, (i + 1) * kBar);
    EXPECT_EQ(bar.number, i + 1);
    EXPECT_TRUE(bar.full);
    EXPECT_EQ(music.notes[static_cast<std::size_t>(i)].place, i);
    EXPECT_EQ(music.notes[static_cast<std::size_t>(i)].left, 2 - i);
  }
  EXPECT_THAT(music.notes[1].attacks, SizeIs(3));
  EXPECT_EQ(music.notes[1].attacks[1], (BarAttack{3 * kEighth, 7 * 4 + 4, 67}));
  EXPECT_EQ(music.notes[1].notes[0], (BarNote{0, 3 * kEighth, 72}));
}

TEST(BarNotes, AnUpbeatIsABarOfItsOwn) {
  const std::vector<int> upbeat = {0, 0, 0, 0, 0, 0, 0, 60};
  const ScoreBars music = cut(bars_of_eighths({upbeat, kTune, kTune}));
  ASSERT_THAT(music.bars, SizeIs(3));
  EXPECT_EQ(music.bars[0].begin, 7 * kEighth);
  EXPECT_EQ(music.bars[0].number, 0);
  EXPECT_FALSE(music.bars[0].full);
  EXPECT_EQ(music.notes[0].place, -1);
  EXPECT_EQ(music.notes[0].attacks[0].offset, 7 * kEighth);
  EXPECT_EQ(music.notes[1].place, 0);
}

TEST(BarNotes, ARestAtTheBeginningIsNoUpbeat) {
  const std::vector<int> late = {0, 60, 62, 64, 65, 64, 62, 60};
  const ScoreBars music = cut(bars_of_eighths({late, kTune}));
  EXPECT_EQ(music.bars[0].begin, 0);
  EXPECT_TRUE(music.bars[0].full);
}

TEST(BarNotes, DrumsAndSilenceAtTheEndsAreLeftOut) {
  const std::vector<int> rest(8, 0);
  Score score = bars_of_eighths({rest, rest, kTune, rest, kTune, rest});
  score.tracks.push_back({"drums", kDrumChannel, 0, {{0, 240, 36, 80}, {9600, 240, 36, 80}}});
  const ScoreBars music = cut(score);
  ASSERT_THAT(music.bars, SizeIs(3));
  EXPECT_EQ(music.bars[0].begin, 2 * kBar);
  EXPECT_THAT(music.notes[1].notes, SizeIs(0));
}

TEST(BarNotes, RepeatsAreNotPlayed) {
  std::vector<std::vector<int>> bars;
  for (const int from : {48, 48, 60, 60}) {
    for (int bar = 0; bar < 4; ++bar) {
      bars.push_back(tests::up(bar % 2 == 0 ? kTune : kOther, from - 60 + bar * (from - 47)));
    }
  }
  const ScoreBars music = cut(fold(bars_of_eighths(bars)));
  EXPECT_THAT(music.bars, SizeIs(8));
  ASSERT_THAT(music.parts, SizeIs(2));
  EXPECT_EQ(music.parts[1].name, 'B');
  EXPECT_EQ(music.parts[1].first_bar, 4);
  EXPECT_EQ(music.parts[1].last_bar, 7);
  EXPECT_EQ(music.notes[4].place, 0);
}

}  // namespace
}  // namespace bach
