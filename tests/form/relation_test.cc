#include "form/relation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "form/build_form.h"
#include "form/choice.h"

namespace bach {
namespace {

using ::testing::Each;
using ::testing::Field;
using ::testing::SizeIs;
using tests::bars_of_eighths;
using tests::cut;
using tests::kFigure;
using tests::kOther;
using tests::kRhythm;
using tests::kTune;
using tests::kTuneUp;
using tests::up;

BarTie relation_of(const std::vector<int>& earlier, const std::vector<int>& later) {
  const ScoreBars music = cut(bars_of_eighths({earlier, later}));
  return relate(music.notes[0], music.notes[1]);
}

TEST(Relation, TellsTheFiveApart) {
  EXPECT_EQ(relation_of(kTune, kTune), (BarTie{BarRelation::kLiteral, -1, 0, 1}));
  EXPECT_EQ(relation_of(kTune, kTuneUp), (BarTie{BarRelation::kSequence, -1, 1, 1}));
  EXPECT_EQ(relation_of(kTuneUp, kTune), (BarTie{BarRelation::kSequence, -1, -1, 1}));
  EXPECT_EQ(relation_of(kTune, kFigure), (BarTie{BarRelation::kFigure, -1, 0, 1}));
  EXPECT_EQ(relation_of(kTune, kRhythm), (BarTie{BarRelation::kRhythm, -1, 0, 1}));
  EXPECT_EQ(relation_of(kTune, kOther), BarTie{});
}

TEST(Relation, AnOctaveIsSevenSteps) {
  EXPECT_EQ(relation_of(kTune, up(kTune, 12)).shift, 7);
  EXPECT_EQ(relation_of(kTune, up(kTune, -12)).shift, -7);
}

TEST(Relation, AQuarterOfTheNotesMayDiffer) {
  std::vector<int> bar = kTune;
  bar[3] = 72;
  EXPECT_EQ(relation_of(kTune, bar), (BarTie{BarRelation::kLiteral, -1, 0, 0.875}));
  bar[6] = 50;
  EXPECT_EQ(relation_of(kTune, bar), (BarTie{BarRelation::kLiteral, -1, 0, 0.75}));
  bar[1] = 50;
  EXPECT_LT(relation_of(kTune, bar).relation, BarRelation::kSequence);
}

TEST(Relation, OfFewNotesAllHaveToMove) {
  const std::vector<int> three = {60, -1, -1, -1, 64, -1, 67, -1};
  const std::vector<int> moved = {62, -1, -1, -1, 65, -1, 69, -1};
  const std::vector<int> not_quite = {62, -1, -1, -1, 65, -1, 71, -1};
  EXPECT_EQ(relation_of(three, moved), (BarTie{BarRelation::kSequence, -1, 1, 1}));
  EXPECT_EQ(relation_of(three, not_quite).relation, BarRelation::kRhythm);
  const std::vector<int> one = {60, -1, -1, -1, -1, -1, -1, -1};
  EXPECT_EQ(relation_of(one, one), BarTie{}) << "one note is no rhythm";
}

TEST(Relation, StepsAreThoseOfTheKey) {
  // A minor, harmonic: E F G# A … a step up is F G A B.
  const std::vector<int> low = {64, 65, 68, 69, 71, 69, 68, 65};
  const std::vector<int> high = {65, 67, 69, 71, 72, 71, 69, 67};
  const ScoreBars music = cut(bars_of_eighths({low, high}), {0, 0, Mode::kMinor});
  EXPECT_EQ(relate(music.notes[0], music.notes[1]), (BarTie{BarRelation::kSequence, -1, 1, 1}));
}

TEST(Relation, OfAChordTheHighestNoteCounts) {
  Score score = bars_of_eighths({kTune, kTuneUp});
  Score plain = score;
  score.tracks.push_back({"low", 1, kCelloProgram, {{0, 240, 36, 80}, {1920, 240, 43, 80}}});
  const ScoreBars music = cut(score);
  EXPECT_EQ(relate(music.notes[0], music.notes[1]).relation, BarRelation::kSequence);
  EXPECT_THAT(music.notes[0].notes, SizeIs(9));
}

TEST(Relation, BarsOfDifferentMetresHaveNone) {
  Score score = bars_of_eighths({kTune, kTune});
  score.metres.push_back({tests::kBar, 2, 4});
  const ScoreBars music = cut(score);
  EXPECT_EQ(relate(music.notes[0], music.notes[1]), BarTie{});
}

TEST(Choice, KeepsAllTiesAndChoosesTheStrongest) {
  const ScoreBars music = cut(bars_of_eighths({kTune, kOther, kFigure, kTuneUp, kTune}));
  EXPECT_THAT(ties_of(music, 0), SizeIs(0));
  EXPECT_THAT(ties_of(music, 3), SizeIs(2));
  EXPECT_THAT(ties_of(music, 4), SizeIs(3));
  EXPECT_THAT(ties_of(music, 4), Each(Field(&BarTie::relation, ::testing::Ne(BarRelation::kNew))));
  const std::vector<BarTie> chosen = choose_ties(music);
  ASSERT_THAT(chosen, SizeIs(5));
  EXPECT_EQ(chosen[0].relation, BarRelation::kNew);
  EXPECT_EQ(chosen[2], (BarTie{BarRelation::kFigure, 0, 0, 1}));
  EXPECT_EQ(chosen[3], (BarTie{BarRelation::kSequence, 0, 1, 1}));
  EXPECT_EQ(chosen[4], (BarTie{BarRelation::kLiteral, 0, 0, 1}));
}

TEST(Choice, OfLikeTiesTakesTheNearest) {
  const ScoreBars music = cut(bars_of_eighths({kTune, kOther, kTune, kTune}));
  EXPECT_EQ(choose_ties(music)[3].source, 2);
}

TEST(Choice, GoesOnWhereTheBarBeforeCameFrom) {
  // Bars 3 to 6 come again; each of them has nearer bars like it, but not in a row.
  const ScoreBars music =
      cut(bars_of_eighths({kOther, kTune, kFigure, kOther, kTune, kOther, kTune, kFigure}));
  const std::vector<BarTie> chosen = choose_ties(music);
  EXPECT_EQ(chosen[7], (BarTie{BarRelation::kLiteral, 2, 0, 1}));
}

}  // namespace
}  // namespace bach
