#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "app/clueless_model.h"
#include "app/compose/movements.h"
#include "compose/suite_rules.h"
#include "score/bars.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

class ComposeSuite : public ::testing::Test {
 protected:
  Result<std::vector<ComposedMovement>> compose(const SuiteComposition& options) {
    return compose_movements(model_, engine::Isa::kPortable, options, {}, cancellation_);
  }
  std::string refusal(const SuiteWishes& wishes, std::optional<int> notes = {}) {
    SuiteComposition options;
    options.wishes = wishes;
    options.notes = notes;
    const auto movements = compose(options);
    return movements ? "" : movements.error().message;
  }

  SequenceModel model_ = test::clueless_model();
  Cancellation cancellation_;
};

TEST_F(ComposeSuite, RulesHoldForEverySeed) {
  for (std::uint64_t seed = 0; seed < 2; ++seed) {
    SuiteComposition options;
    options.seed = seed;
    options.outputs = 5;
    options.wishes.range = "D2-A4";
    options.wishes.double_stops = seed % 2 == 0;
    options.wishes.bars = 9;
    const auto movements = compose(options);
    ASSERT_TRUE(movements.ok()) << movements.error().message;
    ASSERT_EQ(movements->size(), 5u);
    for (const ComposedMovement& movement : *movements) {
      test::expect_rules_kept(movement.task, movement.outcome.notes);
      EXPECT_FALSE(movement.score.tracks.empty());
      const SuitePlan& plan = movement.task.plan;
      const Tick bar = bar_ticks(plan.metres.front(), kSuiteTicksPerQuarter);
      EXPECT_EQ(plan.parts.back().end - plan.parts.front().begin, 9 * bar);
    }
  }
}

TEST_F(ComposeSuite, EveryPartEndsWhereAndAsPlanned) {
  SuiteComposition options;
  options.outputs = 6;
  options.wishes.bars = 8;
  const auto movements = compose(options);
  ASSERT_TRUE(movements.ok()) << movements.error().message;
  for (const ComposedMovement& movement : *movements) {
    const std::vector<SuiteNote>& notes = movement.outcome.notes;
    for (const auto& ending : movement.task.endings) EXPECT_TRUE(ending.has_value());
    test::expect_endings_kept(movement.task, notes);
    EXPECT_EQ(notes.back().token.pitch % 12, tonic_of(movement.task.plan.parts.back().key));
  }
}

TEST_F(ComposeSuite, APieceIsTheSameAloneAndAmongOthers) {
  SuiteComposition options;
  options.notes = 40;
  options.outputs = 3;
  const auto three = compose(options);
  options.outputs = 1;
  const auto one = compose(options);
  ASSERT_TRUE(three.ok() && one.ok());
  EXPECT_EQ((*one)[0].outcome.notes, (*three)[0].outcome.notes);
  EXPECT_EQ((*one)[0].outcome.notes.size(), 40u);
  EXPECT_NE((*three)[1].outcome.notes, (*three)[0].outcome.notes);
}

TEST_F(ComposeSuite, BarsInTheMiddleAreComposedAnew) {
  SuiteComposition options;
  options.wishes = {.kind = "prelude", .metre = "4/4", .bars = 9};
  const auto movements = compose(options);
  ASSERT_TRUE(movements.ok()) << movements.error().message;
  SuiteTask task = (*movements)[0].task;
  const Tick from = 3 * 1920, to = 5 * 1920;
  for (const SuiteNote& note : (*movements)[0].outcome.notes) {
    if (note.onset < from) task.given.push_back(note);
    if (note.onset >= to) task.following.push_back(note);
  }
  task.start = from;
  task.until = to;
  task.seed = 7;
  const auto outcomes = compose_suite(model_.config, model_.parameters, engine::Isa::kPortable,
                                      {&task, 1}, nullptr, {}, cancellation_);
  ASSERT_TRUE(outcomes.ok());
  const SuiteOutcome& outcome = (*outcomes)[0];
  ASSERT_GT(outcome.notes.size(), task.given.size());
  EXPECT_TRUE(std::equal(task.given.begin(), task.given.end(), outcome.notes.begin()));
  for (std::size_t k = task.given.size(); k < outcome.notes.size(); ++k) {
    EXPECT_GE(outcome.notes[k].onset, from);
    EXPECT_LE(outcome.notes[k].onset + outcome.notes[k].duration, to);
  }
  EXPECT_GT(outcome.following_nats, 0);
  EXPECT_NE(outcome.notes, (*movements)[0].outcome.notes);
}

TEST_F(ComposeSuite, RefusesWhatCannotBe) {
  EXPECT_NE(refusal({.kind = "polka"}).find("--kind"), std::string::npos);
  EXPECT_NE(refusal({.key = "H dur"}).find("--key"), std::string::npos);
  EXPECT_NE(refusal({.metre = "three"}).find("--metre"), std::string::npos);
  const std::string metre = refusal({.kind = "gigue", .metre = "4/4"});
  EXPECT_NE(metre.find("no gigue in 4/4"), std::string::npos) << metre;
  EXPECT_NE(metre.find("6/8"), std::string::npos) << metre;
  EXPECT_NE(refusal({.range = "C2"}).find("--range"), std::string::npos);
  EXPECT_NE(refusal({.range = "B1-A4"}).find("lowest string"), std::string::npos);
  EXPECT_NE(refusal({.range = "C3-G3"}).find("octave"), std::string::npos);
  EXPECT_NE(refusal({.kind = "menuet", .bars = 3}).find("at least 4"), std::string::npos);
  EXPECT_NE(refusal({.bars = 8}, 100).find("give one"), std::string::npos);
  EXPECT_NE(refusal({.tempo = 3}).find("--tempo"), std::string::npos);
}

TEST(SuiteWishes, Pitches) {
  EXPECT_EQ(parse_pitch("C2"), 36);
  EXPECT_EQ(parse_pitch("A4"), 69);
  EXPECT_EQ(parse_pitch("f#3"), 54);
  EXPECT_EQ(parse_pitch("Bb4"), 70);
  EXPECT_FALSE(parse_pitch("H2"));
  EXPECT_FALSE(parse_pitch("C"));
  EXPECT_FALSE(parse_pitch("C22"));
}

}  // namespace
}  // namespace bach
