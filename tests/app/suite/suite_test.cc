#include "app/suite.h"

#include <gtest/gtest.h>

#include <numeric>

#include "score/key_estimate.h"

namespace bach {
namespace {

TEST(Suite, SixMovementsInOneKeyThatEndOnTheTonic) {
  Cancellation never;
  const SuiteRequest request{.movement = {.key = Key{0, -1, Mode::kMinor}},
                             .galanterie = PieceKind::kMenuet};
  const Result<ComposedSuite> suite = compose_suite(request, {}, never);
  ASSERT_TRUE(suite.ok()) << suite.error().message;
  EXPECT_EQ(suite->key, "D minor");
  ASSERT_EQ(suite->movements.size(), 6u);
  for (const SuiteMovement& each : suite->movements) {
    EXPECT_FALSE(each.originality.loop.has_value()) << each.name;
    EXPECT_LT(each.originality.longest.notes, 18u) << each.name;
    const MovementTask& task = each.piece.movement->task;
    EXPECT_EQ(each.piece.movement->outcome.notes.back().token.pitch % 12,
              tonic_of(task.plan.parts.back().key));
  }
  const SuiteMovement& galanterie = suite->movements[4];
  EXPECT_EQ(galanterie.bars.size(), 4u);
  EXPECT_EQ(galanterie.piece.movement->task.plan.parts[2].key.mode, Mode::kMajor);
  EXPECT_EQ(galanterie.piece.score.play_order, (std::vector<int>{0, 0, 1, 1, 2, 2, 3, 3, 0, 1}));
}

TEST(Suite, EveryMovementHasTheBarsAskedFor) {
  Cancellation never;
  SuiteRequest request{.movement = {.bars = 8}};
  const Result<ComposedSuite> suite = compose_suite(request, {}, never);
  ASSERT_TRUE(suite.ok()) << suite.error().message;
  for (const SuiteMovement& each : suite->movements) {
    const int bars = std::accumulate(each.bars.begin(), each.bars.end(), 0);
    EXPECT_EQ(bars, each.name == "5-galanterie" ? 16 : 8) << each.name;
  }
  request.movement.bars = 3;
  EXPECT_EQ(compose_suite(request, {}, never).error().argument, "bars");
}

TEST(Suite, RefusesWhatIsForOneMovement) {
  const auto argument = [](const ComposeRequest& movement) {
    const auto suite = compose_suite({.movement = movement}, {}, Cancellation());
    return suite ? std::string() : suite.error().argument;
  };
  EXPECT_EQ(argument({.kind = PieceKind::kGigue}), "kind");
  EXPECT_EQ(argument({.outputs = 2}), "outputs");
  EXPECT_EQ(argument({.primer = "cs1-1pre"}), "primer");
  EXPECT_EQ(argument({.bars = 1001}), "bars");
  EXPECT_EQ(argument({.temperature = 0}), "temperature");
}

}  // namespace
}  // namespace bach
