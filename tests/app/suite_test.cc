#include "app/suite.h"

#include <gtest/gtest.h>

#include <numeric>

#include "score/key_estimate.h"

namespace bach {
namespace {

TEST(Suite, SixMovementsInOneKeyThatEndAtHome) {
  Cancellation never;
  SuiteOptions options;
  options.key = "D minor";
  options.galanterie = "menuet";
  const Result<ComposedSuite> suite = compose_whole_suite(options, {}, never);
  ASSERT_TRUE(suite.ok()) << suite.error().message;
  EXPECT_EQ(suite->key, "D minor");
  ASSERT_EQ(suite->movements.size(), 6u);
  for (const SuiteMovement& each : suite->movements) {
    EXPECT_FALSE(each.originality.loop.has_value()) << each.name;
    EXPECT_LT(each.originality.longest.notes, 18u) << each.name;
    const SuiteTask& task = each.movement.task;
    EXPECT_EQ(each.movement.outcome.notes.back().token.pitch % 12,
              tonic_of(task.plan.parts.back().key));
  }
  const SuiteMovement& galanterie = suite->movements[4];
  EXPECT_EQ(galanterie.bars.size(), 4u);
  EXPECT_EQ(galanterie.movement.task.plan.parts[2].key.mode, Mode::kMajor);
  EXPECT_EQ(galanterie.movement.score.play_order, (std::vector<int>{0, 0, 1, 1, 2, 2, 3, 3, 0, 1}));
}

TEST(Suite, EveryMovementHasTheBarsWished) {
  Cancellation never;
  SuiteOptions options;
  options.bars = 8;
  const Result<ComposedSuite> suite = compose_whole_suite(options, {}, never);
  ASSERT_TRUE(suite.ok()) << suite.error().message;
  for (const SuiteMovement& each : suite->movements) {
    const int bars = std::accumulate(each.bars.begin(), each.bars.end(), 0);
    EXPECT_EQ(bars, each.name == "5-galanterie" ? 16 : 8) << each.name;
  }
  options.bars = 3;
  EXPECT_NE(compose_whole_suite(options, {}, never).error().message.find("--bars"),
            std::string::npos);
}

TEST(Suite, RefusesWhatIsNoKeyOrGalanterie) {
  Cancellation never;
  SuiteOptions options;
  options.key = "H";
  EXPECT_NE(compose_whole_suite(options, {}, never).error().message.find("--key"),
            std::string::npos);
  options.key = "";
  options.galanterie = "gigue";
  EXPECT_NE(compose_whole_suite(options, {}, never).error().message.find("--galanterie"),
            std::string::npos);
}

}  // namespace
}  // namespace bach
