#include "form/cycles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "form/build_form.h"
#include "score/fold.h"
#include "score/form.h"

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using tests::bars_of_eighths;
using tests::cut;
using tests::kFigure;
using tests::kOther;
using tests::kRhythm;
using tests::kTune;
using tests::up;

std::vector<LiteralCycle> cycles_among(const std::vector<std::vector<int>>& bars) {
  return cycles_in(cut(bars_of_eighths(bars)).notes);
}

TEST(Cycles, OfEveryPeriod) {
  const std::vector<std::vector<int>> bars = {kTune, kOther, kFigure, kRhythm};
  for (int period = 1; period <= 4; ++period) {
    std::vector<std::vector<int>> music = {up(kTune, 24)};
    for (int i = 0; i < 2 * period + 1; ++i) {
      music.push_back(bars[static_cast<std::size_t>(i % period)]);
    }
    music.push_back(up(kTune, -12));
    EXPECT_THAT(cycles_among(music), ElementsAre(LiteralCycle{period, 1 + period, period + 1}));
  }
}

TEST(Cycles, FiveBarsThatComeAgainAreNone) {
  EXPECT_THAT(cycles_among({kTune, kOther, kFigure, kRhythm, up(kTune, 12), kTune, kOther, kFigure,
                            kRhythm, up(kTune, 12)}),
              IsEmpty());
}

TEST(Cycles, NoteForNote) {
  std::vector<int> longer = kTune;
  longer[7] = -1;
  EXPECT_THAT(cycles_among({kTune, longer}), IsEmpty());
  EXPECT_THAT(cycles_among({kTune, tests::kTuneUp}), IsEmpty());
  const std::vector<int> rest(8, 0);
  EXPECT_THAT(cycles_among({kTune, rest, rest, rest, kOther}), IsEmpty()) << "silence is no cycle";
}

TEST(Cycles, OfOverlappingOnesTheLongest) {
  // The last two bars are each like the one before, and like the one two before.
  EXPECT_THAT(cycles_among({kTune, kTune, kTune, kTune, kTune}),
              ElementsAre(LiteralCycle{1, 1, 4}));
}

TEST(Cycles, RepeatSignsInsideAPreludeArePlayed) {
  std::vector<std::vector<int>> bars;
  for (int bar = 0; bar < 6; ++bar) bars.push_back(up(kTune, bar));
  for (int again = 0; again < 2; ++again) {
    for (const auto& bar : {kTune, kOther, kFigure, kRhythm}) bars.push_back(bar);
  }
  for (int bar = 1; bar < 7; ++bar) bars.push_back(up(kOther, bar));
  const Score sounding = bars_of_eighths(bars);
  const Score written = fold(sounding);
  ASSERT_EQ(form_of(written).pattern, "ABBC");
  EXPECT_THAT(cycles_of(sounding, cut(sounding)), ElementsAre(LiteralCycle{4, 10, 4}));
  EXPECT_THAT(cycles_of(written, cut(written)), ElementsAre(LiteralCycle{4, 6, 4}));
}

TEST(Cycles, RepeatSignsOfDancesAreNot) {
  std::vector<std::vector<int>> bars;
  for (int again = 0; again < 2; ++again) {
    for (const auto& bar : {kTune, kOther, kFigure, kRhythm}) bars.push_back(bar);
  }
  for (int again = 0; again < 2; ++again) {
    for (const auto& bar : {kRhythm, kRhythm, kOther, kTune}) bars.push_back(up(bar, 12));
  }
  const Score written = fold(bars_of_eighths(bars));
  ASSERT_EQ(form_of(written).pattern, "AABB");
  EXPECT_THAT(cycles_of(written, cut(written)), ElementsAre(LiteralCycle{1, 5, 1}));
}

}  // namespace
}  // namespace bach
