#include "form/motive/choice.h"

#include <gtest/gtest.h>

#include "form/motive/build_motives.h"

namespace bach {
namespace {

using tests::kFourFour;
using tests::kQuarters;

PlannedBar bar_at(int bar, std::vector<MotiveChoice> choices) {
  return {bar * kFourFour, bar * kFourFour, std::move(choices)};
}

MotiveChoice taken(BarRelation relation, int bar, int shift = 0, double weight = 0) {
  return {relation, bar * kFourFour, shift, false, false, weight};
}

// Writes bars in quarters, each with its four pitches (0: none).
class Writer {
 public:
  MotiveChoice bar(std::vector<MotiveChoice> choices, const std::vector<int>& pitches) {
    const MotiveChoice choice = chooser.choose(bar_at(bars, std::move(choices)), kFourFour);
    for (std::size_t k = 0; k < pitches.size(); ++k) {
      const Tick onset =
          bars * kFourFour + static_cast<Tick>(k) * kFourFour / static_cast<Tick>(pitches.size());
      if (pitches[k] > 0) chooser.add(onset, pitches[k]);
    }
    ++bars;
    return choice;
  }
  MotiveChoice fresh(const std::vector<int>& pitches) { return bar({MotiveChoice{}}, pitches); }

  MotiveChooser chooser;
  int bars = 0;
};

const std::vector<int> kLow = {48, 50, 52, 50};
const std::vector<int> kHigh = {72, 74, 76, 74};

TEST(MotiveChooser, ANewBarIsNew) {
  Writer writer;
  EXPECT_EQ(writer.fresh(kLow), MotiveChoice{});
}

TEST(MotiveChooser, TakesTheSourceNearTheLastBar) {
  for (const bool low : {false, true}) {
    Writer writer;
    writer.fresh(kLow);
    writer.fresh(kHigh);
    writer.fresh(low ? kLow : kHigh);
    const MotiveChoice choice =
        writer.bar({taken(BarRelation::kFigure, 0), taken(BarRelation::kFigure, 1)}, kHigh);
    EXPECT_EQ(choice.source, low ? 0 : kFourFour);
  }
}

TEST(MotiveChooser, MovesTheSourceNearTheLastBar) {
  Writer writer;
  writer.fresh(kLow);
  writer.fresh({60, 62, 64, 62});
  const MotiveChoice choice =
      writer.bar({taken(BarRelation::kSequence, 0, -3), taken(BarRelation::kSequence, 0, 7)}, kLow);
  EXPECT_EQ(choice.shift, 7);
}

TEST(MotiveChooser, LeavesTheRhythmOfTheLastBarForAnother) {
  Writer writer;
  writer.fresh({60, 62, 64, 62});
  writer.fresh({60, 62, 60, 62, 64, 62, 60, 62});
  writer.fresh({60, 62, 60, 62, 64, 62, 60, 62});
  const MotiveChoice choice =
      writer.bar({taken(BarRelation::kFigure, 0, 0, 0.1), taken(BarRelation::kFigure, 1)}, kLow);
  EXPECT_EQ(choice.source, 0);
}

TEST(MotiveChooser, OfLikeChoicesTheFirst) {
  Writer writer;
  writer.fresh(kLow);
  writer.fresh(kLow);
  writer.fresh(kLow);
  const MotiveChoice choice =
      writer.bar({taken(BarRelation::kFigure, 1), taken(BarRelation::kFigure, 0)}, kLow);
  EXPECT_EQ(choice.source, kFourFour);
  EXPECT_EQ(writer.bar({taken(BarRelation::kFigure, 1), taken(BarRelation::kFigure, 0, 0, 2)}, kLow)
                .source,
            0);
}

TEST(MotiveChooser, FollowsWhereTheBarBeforeWasTakenFrom) {
  Writer writer;
  for (int bar = 0; bar < 4; ++bar) writer.fresh(kLow);
  writer.bar({taken(BarRelation::kSequence, 0, 2)}, {52, 53, 55, 53});
  MotiveChoice follows = taken(BarRelation::kSequence, 3, 1);
  follows.follows = true;
  Writer moved = writer;
  MotiveChoice choice = writer.bar({follows}, kLow);
  EXPECT_EQ(choice.source, kFourFour);
  EXPECT_EQ(choice.shift, 1);
  EXPECT_FALSE(choice.follows);
  follows.same_shift = true;
  choice = moved.bar({follows}, kLow);
  EXPECT_EQ(choice.source, kFourFour);
  EXPECT_EQ(choice.shift, 2);
}

TEST(MotiveChooser, ABarThatFollowsNothingKeepsItsSource) {
  Writer writer;
  for (int bar = 0; bar < 4; ++bar) writer.fresh(kLow);
  MotiveChoice follows = taken(BarRelation::kLiteral, 2);
  follows.follows = true;
  EXPECT_EQ(writer.bar({follows}, kLow).source, 2 * kFourFour);
}

// Two choices, so that it is drawn and not heard.
std::vector<MotiveChoice> drawn(const MotiveChoice& choice) { return {choice, choice}; }

TEST(MotiveChooser, AThirdBarInEightKeepsOnlyTheFigure) {
  Writer writer;
  for (int bar = 0; bar < 4; ++bar) writer.fresh({48 + bar, 60, 50, 62});
  const MotiveChoice moved = taken(BarRelation::kSequence, 0, 1);
  EXPECT_EQ(writer.bar(drawn(moved), kLow).relation, BarRelation::kSequence);
  writer.fresh(kHigh);
  // The same again, by way of the bar that was moved.
  EXPECT_EQ(writer.bar(drawn(taken(BarRelation::kLiteral, 4)), kLow).relation,
            BarRelation::kLiteral);
  writer.fresh(kHigh);
  const MotiveChoice third = writer.bar(drawn(moved), kLow);
  EXPECT_EQ(third.relation, BarRelation::kFigure);
  EXPECT_EQ(third.shift, 0);
  for (int bar = 0; bar < 4; ++bar) writer.fresh(kHigh);
  EXPECT_EQ(writer.bar(drawn(moved), kLow).relation, BarRelation::kSequence);
}

TEST(MotiveChooser, AFourthLiteralBarAtOneDistanceKeepsOnlyTheFigure) {
  Writer writer;
  for (int bar = 0; bar < 6; ++bar) writer.fresh({48 + bar, 60, 50, 62});
  for (int bar = 0; bar < 3; ++bar) {
    EXPECT_EQ(writer.bar(drawn(taken(BarRelation::kLiteral, bar)), kLow).relation,
              BarRelation::kLiteral);
  }
  EXPECT_EQ(writer.bar(drawn(taken(BarRelation::kLiteral, 3)), kLow).relation,
            BarRelation::kFigure);
}

TEST(MotiveChooser, WhatWasHeardIsTakenAsItIs) {
  Writer writer;
  for (int bar = 0; bar < 6; ++bar) writer.fresh({48 + bar, 60, 50, 62});
  for (int bar = 0; bar < 5; ++bar) {
    EXPECT_EQ(writer.bar({taken(BarRelation::kLiteral, bar)}, kLow).relation,
              BarRelation::kLiteral);
  }
}

TEST(MotiveChooser, AnUpbeatIsNoSourceOfABar) {
  // The upbeat of a second part stands in the bar of the first part's last bar.
  MotiveChooser chooser;
  chooser.choose({0, 0, {MotiveChoice{}}}, kFourFour);
  chooser.add(0, 48);
  chooser.choose({3 * kQuarters, 0, {MotiveChoice{}}}, kFourFour);
  chooser.add(3 * kQuarters, 84);
  chooser.choose(bar_at(1, {MotiveChoice{}}), kFourFour);
  chooser.add(kFourFour, 84);
  const MotiveChoice choice = chooser.choose(
      bar_at(2, {taken(BarRelation::kFigure, 0, 0, 0.5), taken(BarRelation::kFigure, 1)}),
      kFourFour);
  EXPECT_EQ(choice.source, kFourFour);  // 48 is far from the last note
}

TEST(MotiveChooser, CopiesGoTheirOwnWays) {
  Writer writer;
  writer.fresh(kLow);
  writer.fresh(kHigh);
  Writer other = writer;
  writer.fresh(kLow);
  other.fresh(kHigh);
  const std::vector<MotiveChoice> choices = {taken(BarRelation::kFigure, 0),
                                             taken(BarRelation::kFigure, 1)};
  EXPECT_EQ(writer.bar(choices, kLow).source, 0);
  EXPECT_EQ(other.bar(choices, kLow).source, kFourFour);
}

}  // namespace
}  // namespace bach
