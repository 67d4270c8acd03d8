// Plans drawn for sections.
#include "harmony/plan/model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "harmony/plan/build_plan.h"
#include "score/key_estimate.h"
#include "score/key_name.h"

namespace bach {
namespace {

using tests::section_of;

const PlanModel& model() {
  static const PlanModel made(tests::cello_book());
  return made;
}

Chord triad(int root, Mode mode) {
  return {static_cast<std::uint8_t>(root % 12),
          mode == Mode::kMinor ? ChordQuality::kMinor : ChordQuality::kMajor};
}

void expect_sound(const HarmonyPlan& plan, const PlanSection& section) {
  ASSERT_FALSE(plan.empty());
  EXPECT_EQ(plan.front().at, section.begin());
  std::set<Tick> beats;
  for (const PlanBeat& beat : section.beats) beats.insert(beat.begin);
  for (std::size_t i = 0; i < plan.size(); ++i) {
    EXPECT_TRUE(beats.contains(plan[i].at));
    EXPECT_LT(plan[i].key, kKeys);
    if (i == 0) continue;
    EXPECT_LT(plan[i - 1].at, plan[i].at);
    EXPECT_TRUE(plan[i - 1].chord != plan[i].chord || plan[i - 1].key != plan[i].key);
  }
}

// The chord before the one the plan ends on; that one where there is no other.
Chord before_rest(const HarmonyPlan& plan) {
  std::size_t i = plan.size() - 1;
  while (i > 0 && plan[i].chord == plan.back().chord) --i;
  return plan[i].chord;
}

TEST(PlanModel, DrawsWhatSectionsAre) {
  for (std::uint32_t row = 0; row < 60; ++row) {
    Draws draws(4, Purpose::kPlan, row);
    const Key home{0, static_cast<int>(draws.below(13)) - 6,
                   draws.below(2) == 0 ? Mode::kMinor : Mode::kMajor};
    const auto role = static_cast<PartRole>(row % kPartRoles);
    const PlanSection section =
        section_of(role, home, 4 + static_cast<int>(draws.below(30)),
                   row % 4 == 0 ? Metre{0, 6, 8} : Metre{0, 3, 4}, PieceKind::kGigue);
    const HarmonyPlan plan = model().draw(section, {}, draws);
    expect_sound(plan, section);
    const int tonic = tonic_of(home);
    if (role != PartRole::kLast) {
      EXPECT_EQ(plan.front().chord, triad(tonic, home.mode));
      EXPECT_EQ(plan.front().key, key_index(home));
    }
    if (role != PartRole::kFirst) {
      EXPECT_EQ(plan.back().chord.root, tonic);
      EXPECT_EQ(plan.back().key, key_index(home));
      EXPECT_TRUE(leads_to(before_rest(plan), tonic));
    }
  }
}

TEST(PlanModel, ComesToRestWhereItIsAsked) {
  for (std::uint32_t row = 0; row < 80; ++row) {
    Draws draws(5, Purpose::kPlan, row);
    const Mode mode = row % 2 == 0 ? Mode::kMajor : Mode::kMinor;
    const Key home{0, static_cast<int>(draws.below(9)) - 4, mode};
    const PlanSection section = section_of(PartRole::kFirst, home, 8 + static_cast<int>(row % 9));
    PlanWishes wishes;
    const int tonic = tonic_of(home);
    // V or, of minor, III and v.
    const std::vector<Chord> ends =
        mode == Mode::kMajor
            ? std::vector<Chord>{triad(tonic + 7, Mode::kMajor)}
            : std::vector<Chord>{triad(tonic + 7, Mode::kMajor), triad(tonic + 3, Mode::kMajor),
                                 triad(tonic + 7, Mode::kMinor)};
    wishes.last = draws.one_of(ends);
    wishes.last_at = section.end() - 480 * (1 + draws.below(5)) - draws.below(200);
    const HarmonyPlan plan = model().draw(section, wishes, draws);
    expect_sound(plan, section);
    for (const PlanBeat& beat : section.beats) {
      if (beat.end <= wishes.last_at) continue;
      EXPECT_EQ(plan[chord_at(plan, beat.begin)].chord, *wishes.last);
    }
    const PlannedChord& last = plan.back();
    if (last.key % kTonics == wishes.last->root) {
      EXPECT_TRUE(leads_to(before_rest(plan), wishes.last->root)) << row;
    }
  }
}

TEST(PlanModel, KeepsWhatIsFixed) {
  for (std::uint32_t row = 0; row < 60; ++row) {
    Draws draws(6, Purpose::kPlan, row);
    const Key home{0, static_cast<int>(draws.below(9)) - 4,
                   row % 2 == 0 ? Mode::kMajor : Mode::kMinor};
    const PlanSection section = section_of(static_cast<PartRole>(row % 3), home, 12);
    const HarmonyPlan other = tests::any_plan(section, draws);
    PlanWishes wishes;
    if (row % 4 == 0) {
      wishes.last = triad(static_cast<int>(draws.below(12)), Mode::kMajor);
      wishes.last_at = section.end() - 480;
    }
    wishes.modulation = static_cast<Modulation>(row % 3);
    wishes.fixed.resize(draws.below(60));
    for (std::size_t i = 0; i < std::min(wishes.fixed.size(), section.beats.size()); ++i) {
      const bool free = row % 5 == 0 ? false : i / (1 + row % 7) % 2 == 0;
      if (!free) wishes.fixed[i] = other[chord_at(other, section.beats[i].begin)];
    }
    const HarmonyPlan plan = model().draw(section, wishes, draws);
    expect_sound(plan, section);
    for (std::size_t i = 0; i < std::min(wishes.fixed.size(), section.beats.size()); ++i) {
      if (!wishes.fixed[i]) continue;
      const PlannedChord& there = plan[chord_at(plan, section.beats[i].begin)];
      EXPECT_EQ(there.chord, wishes.fixed[i]->chord);
      EXPECT_EQ(there.key, wishes.fixed[i]->key);
    }
  }
}

// The chord before what follows an infill leads there more often than where nothing follows.
TEST(PlanModel, LeadsIntoWhatFollows) {
  const PlanSection section = section_of(PartRole::kFirst, {}, 8);
  int led[2] = {0, 0};
  for (std::uint32_t row = 0; row < 200; ++row) {
    for (const bool followed : {false, true}) {
      PlanWishes wishes;
      wishes.pace = 0.6;
      wishes.fixed.resize(section.beats.size());
      for (std::size_t i = 0; i < wishes.fixed.size(); ++i) {
        const Chord chord = i < 16 ? triad(0, Mode::kMajor) : triad(9, Mode::kMinor);
        if (i < 8 || (i >= 16 && followed)) wishes.fixed[i] = PlannedChord{0, chord, 0};
      }
      Draws draws(7, Purpose::kPlan, row);
      const HarmonyPlan plan = model().draw(section, wishes, draws);
      led[followed ? 1 : 0] += leads_to(plan[chord_at(plan, section.beats[15].begin)].chord, 9);
    }
  }
  EXPECT_GT(led[1], 20);
  EXPECT_GT(led[1], 3 * led[0]);
}

TEST(PlanModel, GoesFurtherWhenAsked) {
  double keys[3] = {0, 0, 0};
  for (std::uint32_t row = 0; row < 150; ++row) {
    const PlanSection section = section_of(PartRole::kLast, {}, 16);
    for (int m = 0; m < 3; ++m) {
      PlanWishes wishes;
      wishes.modulation = static_cast<Modulation>(m);
      Draws draws(8, Purpose::kPlan, row);
      std::set<int> seen;
      for (const PlannedChord& each : model().draw(section, wishes, draws)) seen.insert(each.key);
      keys[m] += static_cast<double>(seen.size()) / 150;
    }
  }
  EXPECT_LT(keys[0] + 0.5, keys[1]);
  EXPECT_LT(keys[1] + 0.5, keys[2]);
}

TEST(PlanModel, MovesAtThePaceAskedFor) {
  const PlanSection section = section_of(PartRole::kWhole, {}, 24);
  std::size_t changes[2] = {0, 0};
  for (std::uint32_t row = 0; row < 20; ++row) {
    for (int fast = 0; fast < 2; ++fast) {
      PlanWishes wishes;
      wishes.pace = fast == 1 ? 0.7 : 0.2;
      Draws draws(9, Purpose::kPlan, row);
      changes[fast] += model().draw(section, wishes, draws).size();
    }
  }
  EXPECT_GT(2 * changes[1], 3 * changes[0]);
}

TEST(PlanModel, TheSameDrawsAreTheSamePlan) {
  const PlanSection section = section_of(PartRole::kFirst, *key_from_name("D minor"), 16);
  const PlanModel again(*PlanBook::decode(tests::cello_book().encode()));
  Draws one(3, Purpose::kPlan, 1);
  Draws two(3, Purpose::kPlan, 1);
  Draws three(4, Purpose::kPlan, 1);
  const HarmonyPlan plan = model().draw(section, {}, one);
  EXPECT_EQ(plan, again.draw(section, {}, two));
  EXPECT_NE(plan, again.draw(section, {}, three));
}

TEST(PlanModel, DrawsTheSameOnEveryMachine) {
  std::uint32_t digest = 0;
  const auto take = [&digest](std::uint32_t number) { digest = digest * 31 + number; };
  for (std::uint32_t row = 0; row < 30; ++row) {
    const PlanSection section = section_of(static_cast<PartRole>(row % 3),
                                           {0, 0, row % 2 == 0 ? Mode::kMajor : Mode::kMinor},
                                           8 + static_cast<int>(row % 13));
    Draws draws(11, Purpose::kPlan, row);
    for (const PlannedChord& each : model().draw(section, {}, draws)) {
      take(static_cast<std::uint32_t>(each.at));
      take(each.chord.root);
      take(static_cast<std::uint32_t>(each.chord.quality));
      take(each.key);
    }
  }
  // Changes with the model and with what the finder hears.
  EXPECT_EQ(digest, 1899771984U);
}

TEST(PlanModel, KeysMakeNoDifference) {
  // The same section a fifth higher has the same plan a fifth higher.
  for (const Mode mode : {Mode::kMajor, Mode::kMinor}) {
    const PlanSection low = section_of(PartRole::kFirst, {0, 0, mode}, 12);
    PlanSection high = low;
    high.home.fifths = 1;
    Draws one(3, Purpose::kPlan, 2);
    Draws two(3, Purpose::kPlan, 2);
    EXPECT_EQ(transposed(model().draw(low, {}, one), 7), model().draw(high, {}, two));
  }
}

TEST(PlanModel, FindsBachLikelierThanWhatIsShuffled) {
  double bach = 0;
  double shuffled = 0;
  Draws draws(1, Purpose::kProgress, 0);
  for (const HeardSection& heard : tests::cello_sections()) {
    HarmonyPlan mixed = heard.plan;
    for (std::size_t i = mixed.size(); i > 1; --i) {
      const std::size_t other = draws.below(static_cast<std::uint32_t>(i));
      std::swap(mixed[i - 1].chord, mixed[other].chord);
      std::swap(mixed[i - 1].key, mixed[other].key);
    }
    bach += model().nats(heard.section, heard.plan);
    shuffled += model().nats(heard.section, mixed);
  }
  EXPECT_GT(bach, 0);
  EXPECT_GT(shuffled, 1.5 * bach);
}

TEST(PlanModel, AnEmptyBookStillGivesPlans) {
  const PlanModel empty{PlanBook()};
  for (int bars = 1; bars < 5; ++bars) {
    const PlanSection section = section_of(PartRole::kWhole, {}, bars);
    Draws draws(1, Purpose::kPlan, 0);
    const HarmonyPlan plan = empty.draw(section, {}, draws);
    expect_sound(plan, section);
    EXPECT_EQ(plan.back().chord, triad(0, Mode::kMajor));
    EXPECT_GT(empty.nats(section, plan), 0);
  }
}

TEST(PlanModel, FillsLongSections) {
  const PlanSection section = section_of(PartRole::kWhole, {}, 2000);
  PlanWishes wishes;
  wishes.modulation = Modulation::kLess;
  wishes.last = triad(0, Mode::kMajor);
  wishes.last_at = section.end() - 100;
  Draws draws(1, Purpose::kPlan, 0);
  const HarmonyPlan plan = model().draw(section, wishes, draws);
  expect_sound(plan, section);
  EXPECT_GT(plan.size(), 1000U);
  EXPECT_TRUE(leads_to(before_rest(plan), 0));
}

TEST(PlanModel, FillsTheShortestSections) {
  for (std::uint32_t row = 0; row < 40; ++row) {
    const std::vector<Metre> metres = {{0, 3, 8}};
    const PlanSection section =
        plan_section(PieceKind::kGigue, static_cast<PartRole>(row % 3), {}, BarGrid(metres, 480),
                     row * 37, row * 37 + 1 + row * 20, 480);
    PlanWishes wishes;
    if (row % 2 == 0) wishes.last = triad(7, Mode::kMajor);
    wishes.last_at = static_cast<Tick>(row) * 40;
    Draws draws(1, Purpose::kPlan, row);
    expect_sound(model().draw(section, wishes, draws), section);
  }
}

}  // namespace
}  // namespace bach
