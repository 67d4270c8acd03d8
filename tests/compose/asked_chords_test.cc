// Chords asked for as numerals, over the bars of a movement.
#include "compose/asked_chords.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "compose/planned_forms.h"

namespace bach {
namespace {

using testing::ElementsAre;

constexpr Tick kAskedBar = 4 * 480;
constexpr Key kHome{0, 1, Mode::kMajor};
constexpr Chord kG{7, ChordQuality::kMajor};
constexpr Chord kC{0, ChordQuality::kMajor};
constexpr Chord kD{2, ChordQuality::kMajor};
constexpr Chord kA{9, ChordQuality::kMajor};
constexpr std::uint8_t kInG = 7;

// A bourree in 4/4, G major, of two parts of two bars, that begins `upbeat` before its first bar.
SuitePlan bourree(Tick upbeat) {
  SuitePlan plan;
  plan.kind = PieceKind::kBourree;
  plan.metres = {{0, 4, 4}};
  const Tick begin = upbeat > 0 ? kAskedBar - upbeat : 0;
  plan.parts = {{begin, begin + 2 * kAskedBar, begin, PartRole::kFirst, kHome},
                {begin + 2 * kAskedBar, begin + 4 * kAskedBar, begin + 2 * kAskedBar,
                 PartRole::kLast, kHome}};
  return plan;
}

HarmonyPlan asked(const std::string& text, const SuitePlan& plan, Tick begin = 0,
                  Tick end = 100 * kAskedBar) {
  const auto chords = asked_chords(*parse_numerals(text), plan, begin, end);
  EXPECT_TRUE(chords.ok()) << chords.error().text();
  return chords ? *chords : HarmonyPlan();
}

TEST(AskedChords, GoToTheBarsOfAllParts) {
  const SuitePlan plan = bourree(0);
  EXPECT_EQ(bars_to_ask(plan, 0, 4 * kAskedBar), 4);
  EXPECT_THAT(
      asked("I | IV V | D: I | G: I", plan),
      ElementsAre(PlannedChord{0, kG, kInG}, PlannedChord{kAskedBar, kC, kInG},
                  PlannedChord{kAskedBar + 960, kD, kInG}, PlannedChord{2 * kAskedBar, kD, 2},
                  PlannedChord{3 * kAskedBar, kG, kInG}));
}

TEST(AskedChords, AnUpbeatGoesWithTheBarBehindIt) {
  const SuitePlan plan = bourree(480);
  const Tick end = plan.parts.back().end;
  EXPECT_EQ(bars_to_ask(plan, 0, end), 4);
  // The second bar ends a quarter early, with half of its chords.
  EXPECT_THAT(asked("I | IV V | II | I", plan),
              ElementsAre(PlannedChord{3 * 480, kG, kInG}, PlannedChord{2 * kAskedBar, kC, kInG},
                          PlannedChord{2 * kAskedBar + 960, kD, kInG},
                          PlannedChord{3 * kAskedBar - 480, kA, kInG},
                          PlannedChord{4 * kAskedBar, kG, kInG}));
}

TEST(AskedChords, MusicThatBeginsWithARestHasNoUpbeat) {
  // An eighth late: the last eighth of the last bar goes on.
  const SuitePlan plan = bourree(kAskedBar - 240);
  EXPECT_EQ(bars_to_ask(plan, 0, plan.parts.back().end), 4);
  EXPECT_THAT(asked("I | I V | I | IV I", plan).back(),
              (PlannedChord{3 * kAskedBar + 960, kG, kInG}));
}

TEST(AskedChords, GoToTheBarsOfAStretch) {
  SuitePlan plan = bourree(0);
  plan.parts.pop_back();
  plan.parts[0].end = 9 * kAskedBar;
  EXPECT_EQ(bars_to_ask(plan, 3 * kAskedBar, 5 * kAskedBar), 2);
  EXPECT_THAT(
      asked("V | IV", plan, 3 * kAskedBar, 5 * kAskedBar),
      ElementsAre(PlannedChord{3 * kAskedBar, kD, kInG}, PlannedChord{4 * kAskedBar, kC, kInG}));
}

TEST(AskedChords, NeedABeatEach) {
  const auto chords =
      asked_chords(*parse_numerals("I | I IV V I V | I | I"), bourree(0), 0, 4 * kAskedBar);
  ASSERT_FALSE(chords.ok());
  EXPECT_EQ(chords.error().text(),
            "harmony: bar 2 has 5 chords in 4 beats; there is room for one a beat");
}

TEST(AskedChords, PartsEndOnThem) {
  MovementTask task;
  task.plan = bourree(0);
  task.plan.harmony = asked("I | IV V | V | IV I", task.plan);
  task.endings = {ending_on(EndingChord::kTonic, kHome, kAskedBar + 480),
                  ending_on(EndingChord::kTonic, kHome, 3 * kAskedBar + 1440)};
  end_on_planned_chords(task);
  // Later, where the chord begins; and where it was.
  EXPECT_EQ(task.endings[0], ending_on(EndingChord::kDominant, kHome, kAskedBar + 960));
  EXPECT_EQ(task.endings[1], ending_on(EndingChord::kTonic, kHome, 3 * kAskedBar + 1440));
  task.endings = {std::nullopt, std::nullopt};
  end_on_planned_chords(task);
  EXPECT_EQ(task.endings[0], std::nullopt);
}

TEST(AskedChords, StayAsTheyAreWhenBarsArePlanned) {
  const test::PlannedForms& planned = test::planned_forms();
  const std::string part = "I | V6 I | IV | V | vi ii | V/V | V I IV | V";
  int taken = 0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    FormRequest request;
    request.kind = PieceKind::kSarabande;
    request.metre = Metre{0, 3, 4};
    request.key = kHome;
    request.bars = 16;
    MovementTask task = planned.task(request, seed);
    task.plan.harmony = asked(part + " | " + part, task.plan);
    const HarmonyPlan before = task.plan.harmony;
    planned.planner.plan(task, {});
    EXPECT_EQ(task.plan.harmony, before);
    ASSERT_EQ(task.plan.motives.size(), 16u);
    for (const PlannedBar& bar : task.plan.motives) {
      taken += bar.choices.front().relation >= BarRelation::kSequence ? 1 : 0;
      for (const MotiveChoice& choice : bar.choices) {
        EXPECT_EQ(choice.weight, std::round(choice.weight * 1000) / 1000);
      }
    }
    // What is planned stays.
    const SuitePlan plan = task.plan;
    planned.planner.plan(task, {Modulation::kMore});
    EXPECT_EQ(task.plan, plan);
  }
  EXPECT_GT(taken, 10);
}

}  // namespace
}  // namespace bach
