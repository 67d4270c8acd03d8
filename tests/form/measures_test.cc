// Likeness of bars, recall of the opening, and counts over bars.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "form/bar_measures.h"
#include "form/build_form.h"
#include "form/likeness.h"
#include "form/recall.h"

namespace bach {
namespace {

using tests::bars_of_eighths;
using tests::cut;
using tests::kFigure;
using tests::kOther;
using tests::kRhythm;
using tests::kTune;
using tests::kTuneUp;

double likeness_of(const std::vector<int>& a, const std::vector<int>& b) {
  const ScoreBars music = cut(bars_of_eighths({a, b}));
  return bar_likeness(music.notes[0], music.notes[1]);
}

TEST(Likeness, IsOfRhythmAndDirections) {
  EXPECT_EQ(likeness_of(kTune, kTune), 1);
  EXPECT_EQ(likeness_of(kTune, kFigure), 1);
  // Three of eight attacks; of seven turns two, both downward against up, then down.
  EXPECT_DOUBLE_EQ(likeness_of(kTune, kOther), (3.0 / 8 + 1.0 / 7) / 2);
  EXPECT_EQ(likeness_of(kTune, kOther), likeness_of(kOther, kTune));
  const std::vector<int> one = {60, -1, -1, -1, -1, -1, -1, -1};
  const std::vector<int> late = {0, 60, -1, -1, -1, -1, -1, -1};
  EXPECT_EQ(likeness_of(one, tests::up(one, 5)), 1);
  EXPECT_EQ(likeness_of(one, late), 0);
}

TEST(Recall, IsTheShareOfTheLastQuarterKnownFromTheFirst) {
  const std::vector<int> fall = {84, 83, 81, 79, 77, 76, 74, 72};
  // 60 runs of four intervals, 15 in a quarter; the last 15 begin with three notes of the fall.
  EXPECT_EQ(
      recall_of(cut(bars_of_eighths({kTune, kFigure, fall, fall, fall, fall, kTune, kFigure}))),
      12.0 / 15);
  EXPECT_EQ(recall_of(cut(bars_of_eighths({kTune, kTune, fall, fall, fall, fall, fall, fall}))), 0);
  EXPECT_EQ(recall_of(cut(bars_of_eighths({kOther, kOther}))), 0) << "too short to recall";
}

TEST(Recall, IsInAnyKey) {
  const std::vector<int> fall = {84, 83, 81, 79, 77, 76, 74, 72};
  EXPECT_EQ(recall_of(cut(bars_of_eighths({kTune, kFigure, fall, fall, fall, fall,
                                           tests::up(kTune, 5), tests::up(kFigure, 5)}))),
            12.0 / 15);
}

TEST(BarMeasures, CountSequencesRepeatsFiguresAndRhythms) {
  const BarMeasures measures =
      measure_bars(cut(bars_of_eighths({kTune, kTuneUp, kTuneUp, kOther, kRhythm})));
  EXPECT_EQ(measures.bars, 5);
  EXPECT_EQ(measures.whole_bars, 5);
  EXPECT_EQ(measures.sequences, 0.4);               // 2 and 3, a step above 1
  EXPECT_EQ(measures.repeats, 0.2);                 // 3
  EXPECT_EQ(measures.figures, 0.4);                 // 2 and 3
  EXPECT_NEAR(measures.rhythm_bits, 0.7219, 1e-4);  // four of a kind and another
}

TEST(BarMeasures, LookNoFurtherBackThanFourBars) {
  const std::vector<int> rest = {60, -1, -1, -1, -1, -1, -1, -1};
  EXPECT_EQ(measure_bars(cut(bars_of_eighths({kTune, rest, rest, rest, kTune}))).repeats, 0.6);
  EXPECT_EQ(measure_bars(cut(bars_of_eighths({kTune, rest, rest, rest, rest, kTune}))).repeats,
            0.5);
}

}  // namespace
}  // namespace bach
