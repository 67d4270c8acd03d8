#include "app/compose/movements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "app/clueless_model.h"
#include "app/compose/plans.h"
#include "app/model/load.h"
#include "compose/movement_composer.h"
#include "compose/movement_rules.h"
#include "score/bars.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

class ComposeMovements : public ::testing::Test {
 protected:
  Result<std::vector<ComposedPiece>> compose(const ComposeRequest& request) {
    return compose_with(model_, request, {}, cancellation_);
  }
  Error refusal(const ComposeRequest& request) {
    const auto pieces = compose(request);
    return pieces ? Error{} : pieces.error();
  }

  AnyModel model_ = test::clueless_model();
  Cancellation cancellation_;
};

TEST_F(ComposeMovements, RulesHoldForEverySeed) {
  for (std::uint64_t seed = 0; seed < 2; ++seed) {
    const auto pieces = compose({.outputs = 5,
                                 .seed = seed,
                                 .range = PitchLimits{38, 69},
                                 .double_stops = seed % 2 == 0,
                                 .bars = 9});
    ASSERT_TRUE(pieces.ok()) << pieces.error().text();
    ASSERT_EQ(pieces->size(), 5u);
    for (const ComposedPiece& piece : *pieces) {
      const MovementTask& task = piece.movement->task;
      test::expect_rules_kept(task, piece.movement->outcome.notes);
      EXPECT_FALSE(piece.score.tracks.empty());
      const Tick bar = bar_ticks(task.plan.metres.front(), kSuiteTicksPerQuarter);
      EXPECT_EQ(task.plan.parts.back().end - task.plan.parts.front().begin, 9 * bar);
    }
  }
}

TEST_F(ComposeMovements, InThreeHalvesTheHalvesAreBeaten) {
  const auto quarters = [&](const Metre& metre) {
    const auto pieces = compose({.kind = PieceKind::kSarabande, .metre = metre, .bars = 4});
    EXPECT_TRUE(pieces.ok()) << pieces.error().text();
    return pieces.ok() ? pieces->front().score.tempos.front().microseconds_per_quarter : 0;
  };
  EXPECT_EQ(quarters({0, 3, 4}), 1153846);
  EXPECT_EQ(quarters({0, 3, 2}), 576923);
}

TEST_F(ComposeMovements, AModelWithoutPlansComposesUnplannedAndSaysSo) {
  const auto pieces = compose({.bars = 4});
  ASSERT_TRUE(pieces.ok()) << pieces.error().text();
  EXPECT_TRUE(pieces->front().movement->task.plan.harmony.empty());
  EXPECT_THAT(pieces->front().warnings, testing::ElementsAre(testing::HasSubstr("without a plan")));
  const Error error = refusal({.bars = 4, .modulation = Modulation::kMore});
  EXPECT_EQ(error.argument, "modulate");
  EXPECT_THAT(error.message, testing::HasSubstr("knows no plans"));
  EXPECT_EQ(refusal({.bars = 4, .daring = Daring::kLess}).argument, "daring");
}

TEST_F(ComposeMovements, TheModelInTheProgramPlansAndFollows) {
  const Result<Model> shipped = load_suite_model("");
  ASSERT_TRUE(shipped.ok());
  const auto pieces = compose_with(*shipped, {.outputs = 6, .bars = 8}, {}, cancellation_);
  ASSERT_TRUE(pieces.ok()) << pieces.error().text();
  // Most notes are of the chord that is planned for them.
  int of_chord = 0;
  std::size_t notes = 0;
  for (const ComposedPiece& piece : *pieces) {
    EXPECT_TRUE(piece.warnings.empty());
    const HarmonyPlan& harmony = piece.movement->task.plan.harmony;
    ASSERT_FALSE(harmony.empty());
    for (const SuiteNote& note : piece.movement->outcome.notes) {
      of_chord += is_chord_tone(harmony[chord_at(harmony, note.onset)].chord, note.token.pitch);
    }
    notes += piece.movement->outcome.notes.size();
  }
  EXPECT_GT(of_chord, 0.6 * static_cast<double>(notes));
}

TEST_F(ComposeMovements, WhatIsTooLongForAPlanSaysSo) {
  const Result<Model> shipped = load_suite_model("");
  ASSERT_TRUE(shipped.ok());
  std::vector<MovementTask> tasks(1);
  tasks[0].plan.metres = {{0, 3, 4}};
  tasks[0].plan.parts = {{0, Tick{5000} * 1440, 0, PartRole::kWhole, {}}};
  tasks[0].endings = {std::nullopt};
  const Result<bool> planned = plan_tasks(*shipped, {}, tasks);
  ASSERT_TRUE(planned.ok());
  EXPECT_FALSE(*planned);
  EXPECT_EQ(plan_tasks(*shipped, {.modulation = Modulation::kMore}, tasks).error().argument,
            "modulate");
}

TEST_F(ComposeMovements, EveryPartEndsWhereAndAsPlanned) {
  const auto pieces = compose({.outputs = 6, .bars = 8});
  ASSERT_TRUE(pieces.ok()) << pieces.error().text();
  for (const ComposedPiece& piece : *pieces) {
    const MovementTask& task = piece.movement->task;
    const std::vector<SuiteNote>& notes = piece.movement->outcome.notes;
    for (const auto& ending : task.endings) EXPECT_TRUE(ending.has_value());
    test::expect_endings_kept(task, notes);
    EXPECT_EQ(notes.back().token.pitch % 12, tonic_of(task.plan.parts.back().key));
  }
}

TEST_F(ComposeMovements, APieceIsTheSameAloneAndAmongOthers) {
  const auto three = compose({.outputs = 3, .notes = 40});
  const auto one = compose({.notes = 40});
  ASSERT_TRUE(three.ok() && one.ok());
  EXPECT_EQ((*one)[0].pitches, (*three)[0].pitches);
  EXPECT_EQ((*one)[0].score, (*three)[0].score);
  EXPECT_EQ((*one)[0].pitches.size(), 40u);
  EXPECT_NE((*three)[1].pitches, (*three)[0].pitches);
}

TEST_F(ComposeMovements, BarsInTheMiddleAreComposedAgain) {
  const auto pieces = compose({.kind = PieceKind::kPrelude, .metre = Metre{0, 4, 4}, .bars = 9});
  ASSERT_TRUE(pieces.ok()) << pieces.error().text();
  const ComposedMovement& whole = *(*pieces)[0].movement;
  MovementTask task = whole.task;
  const Tick from = 3 * 1920, to = 5 * 1920;
  for (const SuiteNote& note : whole.outcome.notes) {
    if (note.onset < from) task.given.push_back(note);
    if (note.onset >= to) task.following.push_back(note);
  }
  task.start = from;
  task.until = to;
  task.seed = 7;
  const auto composed =
      compose_tasks(model_, engine::Isa::kPortable, {&task, 1}, nullptr, {}, cancellation_);
  ASSERT_TRUE(composed.ok());
  const MovementOutcome& outcome = (*composed)[0].movement->outcome;
  ASSERT_GT(outcome.notes.size(), task.given.size());
  EXPECT_TRUE(std::equal(task.given.begin(), task.given.end(), outcome.notes.begin()));
  for (std::size_t k = task.given.size(); k < outcome.notes.size(); ++k) {
    EXPECT_GE(outcome.notes[k].onset, from);
    EXPECT_LE(outcome.notes[k].onset + outcome.notes[k].duration, to);
  }
  EXPECT_GT(outcome.following_nats, 0);
  EXPECT_NE(outcome.notes, whole.outcome.notes);
}

TEST_F(ComposeMovements, RefusesFormsThatBachDoesNotHave) {
  const Error metre = refusal({.kind = PieceKind::kGigue, .metre = Metre{0, 4, 4}});
  EXPECT_EQ(metre.argument, "metre");
  EXPECT_NE(metre.message.find("no gigue in 4/4"), std::string::npos) << metre.message;
  EXPECT_NE(metre.message.find("6/8"), std::string::npos) << metre.message;
  const Error bars = refusal({.kind = PieceKind::kMenuet, .bars = 3});
  EXPECT_EQ(bars.argument, "bars");
  EXPECT_NE(bars.message.find("at least 4"), std::string::npos) << bars.message;
}

}  // namespace
}  // namespace bach
