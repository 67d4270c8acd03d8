#include "suite/motive_follower.h"

#include <gtest/gtest.h>

#include <vector>

#include "suite/steps.h"

namespace bach {
namespace {

constexpr Tick kBarOfFour = 1920;

// Parts of two bars each in 4/4, C major, one chord a half bar: C, F, C, F, …
SuitePlan plan_of(int parts) {
  SuitePlan plan;
  plan.metres = {{0, 4, 4}};
  for (int p = 0; p < parts; ++p) {
    const Tick begin = 2 * p * kBarOfFour;
    plan.parts.push_back({begin,
                          begin + 2 * kBarOfFour,
                          begin,
                          p + 1 < parts ? PartRole::kFirst : PartRole::kLast,
                          {0, 0, Mode::kMajor}});
  }
  for (Tick at = 0; at < plan.parts.back().end; at += kBarOfFour / 2) {
    const bool on_c = at % kBarOfFour == 0;
    plan.harmony.push_back(
        {at, {static_cast<std::uint8_t>(on_c ? 0 : 5), ChordQuality::kMajor}, 0});
  }
  for (Tick at = 0; at < plan.parts.back().end; at += kBarOfFour) {
    plan.motives.push_back({at, at, {MotiveChoice{}}});
  }
  return plan;
}

SuiteSteps after(const SuitePlan& plan, const std::vector<int>& eighths) {
  SuiteSteps steps(plan);
  const auto eighth = static_cast<std::uint8_t>(*rhythm_class(240, 240));
  for (const int pitch : eighths) steps.add({static_cast<std::uint8_t>(pitch), eighth});
  return steps;
}

MotiveGuesses guesses(const SuiteSteps& steps) { return steps.coming().motive; }

TEST(MotiveFollower, TakesTheFirstHalfAgain) {
  SuitePlan plan = plan_of(1);
  plan.motives[0].halves = BarHalves::kFigure;
  EXPECT_EQ(guesses(after(plan, {60, 64, 67})).relation, static_cast<int>(BarRelation::kNew));
  const MotiveGuesses first = guesses(after(plan, {60, 64, 67, 60}));
  EXPECT_EQ(first.relation, static_cast<int>(BarRelation::kFigure));
  EXPECT_EQ(first.from, 0);
  EXPECT_EQ(first.figure.pitch, 65);  // C's root, on F
  EXPECT_EQ(first.rhythm.rhythm, *rhythm_class(240, 240));
  EXPECT_FALSE(first.has_rise);  // the figure begins
  EXPECT_EQ(first.leads_on, 2);
  const MotiveGuesses second = guesses(after(plan, {60, 64, 67, 60, 65}));
  EXPECT_TRUE(second.has_rise);
  EXPECT_EQ(second.rises, 2);
  EXPECT_EQ(second.step.pitch, 69);
  EXPECT_EQ(second.figure.pitch, 69);  // the third
  const MotiveGuesses last = guesses(after(plan, {60, 64, 67, 60, 65, 69, 72}));
  EXPECT_EQ(last.from, 3);
  EXPECT_FALSE(last.has_next);  // it ends
}

TEST(MotiveFollower, HalvesGoBeforeAnotherBarsRhythm) {
  SuitePlan plan = plan_of(1);
  plan.motives[1] = {kBarOfFour, kBarOfFour, {{BarRelation::kRhythm, 0}}, BarHalves::kFigure};
  const std::vector<int> bar = {60, 64, 67, 60, 65, 69, 72, 65};
  std::vector<int> notes = bar;
  EXPECT_EQ(guesses(after(plan, notes)).from, 0);
  notes.insert(notes.end(), {72, 71, 69, 67});
  const MotiveGuesses again = guesses(after(plan, notes));
  EXPECT_EQ(again.from, 8);
  EXPECT_EQ(again.relation, static_cast<int>(BarRelation::kFigure));
  // What takes more than the rhythm has its source's halves.
  plan.motives[1].choices.front().relation = BarRelation::kLiteral;
  EXPECT_EQ(guesses(after(plan, notes)).from, 4);
}

TEST(MotiveFollower, KnowsWhatAnswersAnEarlierPart) {
  SuitePlan plan = plan_of(2);
  plan.motives[2].choices = {{BarRelation::kFigure, 0}};
  plan.motives[3].choices = {{BarRelation::kRhythm, kBarOfFour}};
  std::vector<int> notes(16, 60);
  EXPECT_TRUE(guesses(after(plan, notes)).answers);
  notes.resize(24, 60);
  EXPECT_TRUE(guesses(after(plan, notes)).answers);
  // Not an opening that takes an end, nor a bar within its part.
  plan.motives[2].choices = {{BarRelation::kFigure, kBarOfFour}};
  plan.motives[3].choices = {{BarRelation::kFigure, 2 * kBarOfFour}};
  EXPECT_FALSE(guesses(after(plan, notes)).answers);
  notes.resize(16);
  EXPECT_FALSE(guesses(after(plan, notes)).answers);
}

}  // namespace
}  // namespace bach
