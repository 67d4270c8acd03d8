// Movements are planned as their form asks.
#include "compose/movement_planner.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "compose/ending.h"
#include "compose/form_book.h"
#include "corpus/corpus.h"
#include "score/key_estimate.h"
#include "suite/encode.h"
#include "suite/hear.h"

namespace bach {
namespace {

std::vector<SuitePiece> cello_pieces() {
  std::vector<SuitePiece> pieces;
  for (const Movement& movement : cello_movements()) {
    pieces.push_back(encode_any(*load_movement(movement), movement.alias)->piece);
  }
  return pieces;
}

class Planner : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    pieces_ = new std::vector<SuitePiece>(cello_pieces());
    forms_ = new FormBook(*pieces_);
    std::vector<SuitePiece> some;
    for (std::size_t k = 0; k < pieces_->size(); k += 3) some.push_back((*pieces_)[k]);
    planner_ = new MovementPlanner(learn_plans(some, some.size()));
  }
  static void TearDownTestSuite() {
    delete planner_;
    delete forms_;
    delete pieces_;
  }
  static MovementTask task(PieceKind kind, const Key& key, std::uint64_t seed, bool pair = false) {
    const auto form = forms_->form({.kind = kind, .key = key, .pair = pair}, seed, 0);
    MovementTask made;
    made.plan = form->plan;
    made.endings = form->endings;
    made.seed = seed;
    return made;
  }

  static std::vector<SuitePiece>* pieces_;
  static FormBook* forms_;
  static MovementPlanner* planner_;
};
std::vector<SuitePiece>* Planner::pieces_ = nullptr;
FormBook* Planner::forms_ = nullptr;
MovementPlanner* Planner::planner_ = nullptr;

TEST_F(Planner, EveryPartIsFilledAndEndsAsItsFormSays) {
  int led = 0;
  int firsts = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    const auto kind = static_cast<PieceKind>(1 + seed % (kPieceKinds - 1));
    const bool pair =
        std::find(kGalanteries.begin(), kGalanteries.end(), kind) != kGalanteries.end();
    const Key key{0, static_cast<int>(seed % 9) - 4, seed % 2 == 0 ? Mode::kMajor : Mode::kMinor};
    MovementTask made = task(kind, key, seed, pair);
    planner_->plan(made, {});
    const SuitePlan& plan = made.plan;
    for (std::size_t k = 1; k < plan.harmony.size(); ++k) {
      ASSERT_LT(plan.harmony[k - 1].at, plan.harmony[k].at);
    }
    for (std::size_t p = 0; p < plan.parts.size(); ++p) {
      const HarmonyPlan part = harmony_of_part(plan, p);
      ASSERT_FALSE(part.empty());
      EXPECT_EQ(part.front().at, plan.parts[p].first_onset);
      if (!made.endings[p]) continue;
      const std::uint32_t root = 1U << part.back().chord.root;
      EXPECT_EQ(root, made.endings[p]->bass) << p;
      const Chord& rest = part[chord_at(part, made.endings[p]->onset)].chord;
      EXPECT_EQ(1U << rest.root, made.endings[p]->bass) << p;
      if (plan.parts[p].role != PartRole::kFirst) continue;
      ++firsts;
      const int leading = (part.back().chord.root + 11) % 12;
      led +=
          std::any_of(part.end() - std::min<std::ptrdiff_t>(6, std::ssize(part)), part.end(),
                      [&](const PlannedChord& each) { return is_chord_tone(each.chord, leading); });
    }
    ASSERT_EQ(plan.motives.size(), motive_frame(plan).bars.size());
  }
  EXPECT_GT(led, firsts * 8 / 10);
}

TEST_F(Planner, SeedAndOutputDecide) {
  MovementTask one = task(PieceKind::kAllemande, {0, 1, Mode::kMajor}, 3);
  MovementTask same = one;
  MovementTask other = one;
  other.output = 1;
  for (MovementTask* each : {&one, &same, &other}) planner_->plan(*each, {});
  EXPECT_EQ(one.plan, same.plan);
  EXPECT_NE(one.plan.harmony, other.plan.harmony);
  EXPECT_NE(one.plan.motives, other.plan.motives);
}

TEST_F(Planner, ModulatesLessOrMore) {
  const auto away = [&](Modulation modulation) {
    Tick ticks = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      MovementTask made = task(PieceKind::kGigue, {0, 0, Mode::kMajor}, seed);
      planner_->plan(made, {modulation});
      for (std::size_t k = 0; k < made.plan.harmony.size(); ++k) {
        const Tick end = k + 1 < made.plan.harmony.size() ? made.plan.harmony[k + 1].at
                                                          : made.plan.parts.back().end;
        if (made.plan.harmony[k].key != 0) ticks += end - made.plan.harmony[k].at;
      }
    }
    return ticks;
  };
  const Tick usual = away(Modulation::kUsual);
  EXPECT_LT(away(Modulation::kLess), usual);
  EXPECT_GT(away(Modulation::kMore), usual);
}

TEST_F(Planner, AroundGivenMusicWhatIsHeardThereStays) {
  SuitePiece piece = encode_any(*load_movement(*find_movement("cs3-1pre")), "")->piece;
  const std::vector<SuiteNote> notes = first_statements(piece);
  MovementTask made;
  made.plan = piece.plan;
  made.endings = {std::nullopt};
  made.start = 20 * 1440;
  made.until = 28 * 1440;
  for (const SuiteNote& note : notes) {
    if (note.onset < made.start) made.given.push_back(note);
    if (note.onset >= made.until && made.following.size() < 64) made.following.push_back(note);
  }
  planner_->plan(made, {});
  ASSERT_TRUE(hear_plan(piece, shipped_finder_parameters()).ok());
  int same = 0;
  for (int bar = 0; bar < 20; ++bar) {
    const auto chord = [&](const HarmonyPlan& plan) {
      return plan[chord_at(plan, bar * 1440)].chord;
    };
    same += chord(made.plan.harmony) == chord(piece.plan.harmony);
  }
  EXPECT_GE(same, 17);
  for (std::size_t bar = 0; bar < 20; ++bar) {
    EXPECT_EQ(made.plan.motives[bar].choices.size(), 1u) << bar;
  }
}

TEST_F(Planner, WithoutAnythingLearnedThereStillIsAPlan) {
  const MovementPlanner planner(PlanKnowledge{textbook_parameters(), {}, {}});
  MovementTask made = task(PieceKind::kCourante, {0, 1, Mode::kMajor}, 3);
  planner.plan(made, {});
  EXPECT_FALSE(made.plan.harmony.empty());
}

TEST_F(Planner, WhatIsLongerThanAnythingIsNotPlanned) {
  MovementTask made = task(PieceKind::kCourante, {0, 1, Mode::kMajor}, 3);
  made.plan.parts.resize(1);
  made.endings = {std::nullopt};
  made.plan.parts[0].end = Tick{5000} * 1440;
  planner_->plan(made, {});
  EXPECT_TRUE(made.plan.harmony.empty());
  made.notes = 100;  // of which so much may be filled
  planner_->plan(made, {});
  EXPECT_FALSE(made.plan.harmony.empty());
}

}  // namespace
}  // namespace bach
