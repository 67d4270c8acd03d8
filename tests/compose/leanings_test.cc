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
    lean_pitch(leanings, steps.coming(), logits);
    return logits[static_cast<std::size_t>(pitch - kLowestSuitePitch)];
  }
  static float leant_rhythm(const SuiteSteps& steps, const Leanings& leanings, Tick duration) {
    std::vector<float> logits(kRhythmClasses, 0);
    lean_rhythm(leanings, steps.coming(), logits);
    return logits[static_cast<std::size_t>(*rhythm_class(duration, duration))];
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
  const Leanings all = {.follow = 1,
                        .contour = 1,
                        .step = 1,
                        .answer = 1,
                        .resolve = 1,
                        .settle = 1,
                        .seventh = 1,
                        .leap = 1,
                        .turn = 1,
                        .clash = 1,
                        .chord = 1,
                        .cadence = 1,
                        .rhythm = 1,
                        .pattern = 1,
                        .fresh = 1};
  for (int pitch = kLowestSuitePitch; pitch <= kHighestSuitePitch; ++pitch) {
    EXPECT_EQ(leant(unplanned, all, pitch), 0);
  }
  EXPECT_EQ(leant_rhythm(unplanned, all, 480), 0);
}

TEST_F(Leaning, FollowsASequence) {
  const SuiteSteps steps = at({60, 64, 67, 71}, BarRelation::kSequence, 1);
  EXPECT_EQ(leant(steps, {.follow = 2}, 62), 2);
  EXPECT_EQ(leant(steps, {.follow = 2}, 60), 0);
  EXPECT_EQ(leant(at({60, 64, 67, 71}, BarRelation::kLiteral), {.follow = 2}, 60), 2);
}

TEST_F(Leaning, KeepsToARhythmThatIsPlanned) {
  SuitePlan plan = at({}).plan();
  plan.motives[1].attacks = {0, 720, 960};
  SuiteSteps steps(plan);
  const auto quarter = static_cast<std::uint8_t>(*rhythm_class(480, 480));
  for (int k = 0; k < 4; ++k) steps.add({60, quarter});
  EXPECT_EQ(leant_rhythm(steps, {.pattern = 3}, 720), 3);
  EXPECT_EQ(leant_rhythm(steps, {.pattern = 3}, 480), 0);
  steps.add({60, quarter});  // between two attacks: to the next
  EXPECT_EQ(leant_rhythm(steps, {.pattern = 3}, 240), 3);
  steps.add({60, quarter});  // behind the last: to the bar line
  EXPECT_EQ(leant_rhythm(steps, {.pattern = 3}, 960), 3);
}

TEST_F(Leaning, SeventhsFallWhenTheirChordIsOver) {
  SuitePlan plan = at({}).plan();
  plan.harmony = {{0, {7, ChordQuality::kDominantSeventh}, 0}, {960, {0, ChordQuality::kMajor}, 0}};
  const auto quarter = static_cast<std::uint8_t>(*rhythm_class(480, 480));
  SuiteSteps steps(plan);
  steps.add({65, quarter});                        // F on G7
  EXPECT_EQ(leant(steps, {.seventh = 2}, 64), 0);  // which still holds
  steps.add({67, quarter});
  EXPECT_EQ(leant(steps, {.seventh = 2}, 64), 2);
  EXPECT_EQ(leant(steps, {.seventh = 2}, 63), 0);  // no note of the chord
  EXPECT_EQ(leant(steps, {.seventh = 2}, 67), 0);
  steps.add({64, quarter});
  EXPECT_EQ(leant(steps, {.seventh = 2}, 64), 0);  // it has fallen
}

TEST_F(Leaning, TakesUpAFiguresDirection) {
  // The second note of the bar: the first bar rose by two steps there.
  const SuiteSteps steps = at({60, 64, 67, 71, 60}, BarRelation::kFigure);
  EXPECT_EQ(leant(steps, {.contour = 2}, 64), 2);
  EXPECT_EQ(leant(steps, {.contour = 2}, 65), 2);
  EXPECT_EQ(leant(steps, {.contour = 2}, 72), 1);
  EXPECT_EQ(leant(steps, {.contour = 2}, 59), 0);
  EXPECT_EQ(leant(steps, {.step = 1}, 64), 1);
  EXPECT_EQ(leant(steps, {.step = 1}, 65), 0);
  const SuiteSteps sequence = at({60, 64, 67, 71, 60}, BarRelation::kSequence, 1);
  EXPECT_EQ(leant(sequence, {.contour = 2, .step = 1}, 64), 0);
}

TEST_F(Leaning, TakesUpARhythm) {
  const std::vector<int> bar = {60, 64, 67, 71};
  for (const BarRelation relation : {BarRelation::kRhythm, BarRelation::kFigure,
                                     BarRelation::kSequence, BarRelation::kLiteral}) {
    EXPECT_EQ(leant_rhythm(at(bar, relation, 1), {.rhythm = 1}, 480), 1);
    EXPECT_EQ(leant_rhythm(at(bar, relation, 1), {.rhythm = 1}, 240), 0);
  }
  EXPECT_EQ(leant_rhythm(at(bar), {.rhythm = 1}, 480), 0);
}

TEST_F(Leaning, SettlesWhatHangs) {
  const Leanings settle = {.settle = 1};
  EXPECT_EQ(leant(at({62}), settle, 60), 1);
  EXPECT_EQ(leant(at({62}), settle, 64), 1);
  EXPECT_EQ(leant(at({62}), settle, 62), 0);
  EXPECT_EQ(leant(at({62}), settle, 65), 0);
  EXPECT_EQ(leant(at({62, 72}), settle, 60), 1);      // hangs still, though the line went on
  EXPECT_EQ(leant(at({62, 64}), settle, 60), 0);      // is settled
  EXPECT_EQ(leant(at({62, 72, 76}), settle, 60), 0);  // more than two beats ago
  EXPECT_EQ(leant(at({64}), settle, 62), 0);          // of the chord
}

TEST_F(Leaning, TurnsAfterALeap) {
  const Leanings turn = {.turn = 1};
  EXPECT_EQ(leant(at({60, 67}), turn, 65), 1);
  EXPECT_EQ(leant(at({60, 67}), turn, 48), 1);
  EXPECT_EQ(leant(at({60, 67}), turn, 67), 0);
  EXPECT_EQ(leant(at({60, 67}), turn, 69), 0);
  EXPECT_EQ(leant(at({67, 60}), turn, 62), 1);
  EXPECT_EQ(leant(at({60, 64}), turn, 62), 0);  // a third
  SuiteSteps chord = at({60});
  chord.add({60, static_cast<std::uint8_t>(*rhythm_class(0, 480))});
  chord.add({67, static_cast<std::uint8_t>(*rhythm_class(480, 480))});
  EXPECT_EQ(leant(chord, turn, 65), 0);  // struck together
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

// Two parts of a bar; the second opens with the notes of the first.
TEST_F(Leaning, HoldsWhatAnswers) {
  SuitePlan plan;
  plan.metres = {{0, 4, 4}};
  plan.parts = {{0, 1920, 0, PartRole::kFirst, {0, 0, Mode::kMajor}},
                {1920, 3840, 1920, PartRole::kLast, {0, 0, Mode::kMajor}}};
  plan.harmony = {{0, {0, ChordQuality::kMajor}, 0}};
  plan.motives = {{0, 0, {{}}}, {1920, 1920, {{BarRelation::kLiteral, 0}}}};
  SuiteSteps steps(plan);
  const auto quarter = static_cast<std::uint8_t>(*rhythm_class(480, 480));
  for (const int pitch : {60, 64, 67, 71}) steps.add({static_cast<std::uint8_t>(pitch), quarter});
  EXPECT_EQ(leant(steps, {.follow = 2, .answer = 1}, 60), 3);
  EXPECT_EQ(leant_rhythm(steps, {.answer = 1, .rhythm = 0.5}, 480), 1.5);
  // Within a part it is as any other.
  const SuiteSteps other = at({60, 64, 67, 71}, BarRelation::kSequence, 1);
  EXPECT_EQ(leant(other, {.follow = 2, .answer = 1}, 62), 2);
  EXPECT_EQ(leant_rhythm(other, {.answer = 1, .rhythm = 0.5}, 480), 0.5);
}

// The bar before: quarters. A new one that began with one is kept from another.
TEST_F(Leaning, GoesOnOtherwiseThanEarlierBars) {
  const Leanings fresh = {.fresh = 1};
  SuiteSteps steps = at({60, 64, 67, 71, 72});
  EXPECT_EQ(leant_rhythm(steps, fresh, 480), -1);
  EXPECT_EQ(leant_rhythm(steps, fresh, 240), 0);
  // Where the other one ends, too.
  EXPECT_EQ(leant_rhythm(at({60, 64, 67, 71, 72, 71, 72}), fresh, 480), -1);
  // Once it differs it is free.
  steps.add({71, static_cast<std::uint8_t>(*rhythm_class(240, 240))});
  EXPECT_EQ(leant_rhythm(steps, fresh, 480), 0);
  // Nor is one that takes something, or the first of all.
  EXPECT_EQ(leant_rhythm(at({60, 64, 67, 71, 72}, BarRelation::kFigure), fresh, 480), 0);
  EXPECT_EQ(leant_rhythm(at({60}), fresh, 480), 0);
}

// C, then G as its dominant and C, on which the part rests.
TEST_F(Leaning, LeadsToTheLastChord) {
  SuitePlan plan;
  plan.metres = {{0, 4, 4}};
  plan.parts = {{0, 3840, 0, PartRole::kWhole, {0, 0, Mode::kMajor}}};
  plan.harmony = {{0, {0, ChordQuality::kMajor}, 0},
                  {960, {7, ChordQuality::kMajor}, 0},
                  {1920, {0, ChordQuality::kMajor}, 0}};
  plan.motives = {{0, 0, {{}}}, {1920, 1920, {{}}}};
  SuiteSteps steps(plan);
  const auto add = [&](int pitch) {
    steps.add(
        {static_cast<std::uint8_t>(pitch), static_cast<std::uint8_t>(*rhythm_class(480, 480))});
  };
  add(60);
  EXPECT_EQ(leant(steps, {.cadence = 2}, 59), 0);  // not yet
  add(71);
  EXPECT_EQ(leant(steps, {.cadence = 2}, 59), 2);
  EXPECT_EQ(leant(steps, {.cadence = 2}, 71), 2);
  EXPECT_EQ(leant(steps, {.cadence = 2}, 62), 0);
  add(71);
  EXPECT_EQ(leant(steps, {.cadence = 2}, 59), 0);  // has come
}

}  // namespace
}  // namespace bach
