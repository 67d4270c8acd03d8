// What notes lean to beside what the network says.
#include "compose/leanings.h"

#include <gtest/gtest.h>

#include <vector>

#include "suite/steps.h"

namespace bach {
namespace {

// Two bars of 4/4 in C major: quarters C E G and B, then the C chord and a bar that takes the first
// bar as `relation`, `shift` steps moved.
class Leaning : public testing::Test {
 protected:
  SuiteSteps at(const std::vector<int>& pitches, BarRelation relation = BarRelation::kNew,
                int shift = 0) {
    SuitePlan plan;
    plan.metres = {{0, 4, 4}};
    plan.parts = {{0, 3840, 0, PartRole::kWhole, {0, 0, Mode::kMajor}}};
    plan.harmony = {{0, {0, ChordQuality::kMajor}, 0}};
    plan.motives = {{0, 0, {{}}}, {1920, 1920, {{relation, 0, shift}}}};
    SuiteSteps steps(plan);
    const auto quarter = static_cast<std::uint8_t>(*rhythm_class(480, 480));
    for (const int pitch : pitches) steps.add({static_cast<std::uint8_t>(pitch), quarter});
    return steps;
  }
  // Of a pitch, where all were alike.
  static float leant(const SuiteSteps& steps, const Leanings& leanings, int pitch) {
    std::vector<float> logits(kSuitePitches, 0);
    lean(leanings, steps.coming(), logits);
    return logits[static_cast<std::size_t>(pitch - kLowestSuitePitch)];
  }
};

TEST_F(Leaning, NothingWithoutNumbersOrPlan) {
  const SuiteSteps steps = at({60, 64, 67, 71});
  for (int pitch = kLowestSuitePitch; pitch <= kHighestSuitePitch; ++pitch) {
    EXPECT_EQ(leant(steps, {}, pitch), 0);
  }
  SuitePlan plan;
  plan.metres = {{0, 4, 4}};
  plan.parts = {{0, 3840, 0, PartRole::kWhole, {}}};
  SuiteSteps unplanned(plan);
  unplanned.add({61, static_cast<std::uint8_t>(*rhythm_class(480, 480))});
  const Leanings all = {.follow = 1, .contour = 1, .resolve = 1, .leap = 1, .clash = 1, .chord = 1};
  for (int pitch = kLowestSuitePitch; pitch <= kHighestSuitePitch; ++pitch) {
    EXPECT_EQ(leant(unplanned, all, pitch), 0);
  }
}

TEST_F(Leaning, FollowsASequence) {
  const SuiteSteps steps = at({60, 64, 67, 71}, BarRelation::kSequence, 1);
  EXPECT_EQ(leant(steps, {.follow = 2}, 62), 2);
  EXPECT_EQ(leant(steps, {.follow = 2}, 60), 0);
  EXPECT_EQ(leant(at({60, 64, 67, 71}, BarRelation::kLiteral), {.follow = 2}, 60), 2);
}

TEST_F(Leaning, TakesUpAFiguresDirection) {
  // The second note of the bar: the first bar rose by two steps there.
  const SuiteSteps steps = at({60, 64, 67, 71, 60}, BarRelation::kFigure);
  EXPECT_EQ(leant(steps, {.contour = 2}, 64), 2);
  EXPECT_EQ(leant(steps, {.contour = 2}, 65), 2);
  EXPECT_EQ(leant(steps, {.contour = 2}, 72), 1);
  EXPECT_EQ(leant(steps, {.contour = 2}, 59), 0);
}

TEST_F(Leaning, AwayFromLeapsThatLeaveADissonance) {
  // D, stepped to, is none of C major.
  const SuiteSteps stepped = at({60, 62});
  EXPECT_EQ(leant(stepped, {.resolve = 2}, 67), -2);
  EXPECT_EQ(leant(stepped, {.resolve = 2}, 64), 0);
  EXPECT_EQ(leant(at({60, 69}), {.resolve = 2}, 60), -1);  // was leapt to
  EXPECT_EQ(leant(at({60, 64}), {.resolve = 2}, 72), 0);   // none to resolve
  EXPECT_EQ(leant(at({60, 64}), {.leap = 1}, 71), -1);
  EXPECT_EQ(leant(at({60, 64}), {.leap = 1}, 72), 0);
  EXPECT_EQ(leant(at({60, 64}), {.leap = 1}, 65), 0);
}

TEST_F(Leaning, AwayFromCrossRelationsAndToTheChord) {
  EXPECT_EQ(leant(at({65, 67}), {.clash = 1}, 66), -1);  // F, then F sharp
  EXPECT_EQ(leant(at({65, 67}), {.clash = 1}, 78), -1);
  EXPECT_EQ(leant(at({65, 67}), {.clash = 1}, 65), 0);
  EXPECT_EQ(leant(at({65, 67, 69}), {.clash = 1}, 66), 0);  // more than two beats ago
  EXPECT_FLOAT_EQ(leant(at({60}), {.chord = 0.5}, 64), 0.5);
  EXPECT_EQ(leant(at({60}), {.chord = 0.5}, 62), 0);
}

}  // namespace
}  // namespace bach
