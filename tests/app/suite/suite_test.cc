#include "app/suite.h"

#include <gtest/gtest.h>

#include <numeric>
#include <string>

#include "compose/movement_rules.h"
#include "evaluate/critic/dance.h"
#include "notation/notate.h"
#include "score/key_estimate.h"
#include "score/unfold.h"

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

// At a temperature at which the model would go on with a bar for as long as it may.
TEST(Suite, NoBarsGoRoundAsWrittenAsHeardAndAsWrittenDownFromHearing) {
  SuiteRequest request{.movement = {.temperature = 0.4, .top_p = 0.9}};
  int cycles = 0;
  for (request.movement.seed = 1; request.movement.seed <= 5; ++request.movement.seed) {
    const Result<ComposedSuite> suite = compose_suite(request, {}, Cancellation());
    ASSERT_TRUE(suite.ok()) << suite.error().message;
    for (const SuiteMovement& each : suite->movements) {
      SCOPED_TRACE(each.name + ", seed " + std::to_string(request.movement.seed));
      cycles += each.piece.movement->outcome.cycles;
      test::expect_no_cycles(each.piece.score);
      const Score played = unfold(each.piece.score);
      const auto dances = hear_dances(each.name, played);
      ASSERT_TRUE(dances.ok()) << dances.error().message;
      for (const CriticDance& dance : *dances) test::expect_no_cycles(dance.score);
      const Result<Notated> written = notate(played);
      ASSERT_TRUE(written.ok()) << written.error().message;
      test::expect_no_cycles(written->score);
    }
  }
  EXPECT_GT(cycles, 10);
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
