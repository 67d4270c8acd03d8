#include "evaluate/suite_scorer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "corpus/corpus.h"
#include "lm/network_parameters.h"
#include "suite/preset.h"

namespace bach {
namespace {

SuiteScorer untrained_scorer(const ScoringOptions& scoring) {
  NetworkConfig config = suite_config();
  config.hidden = 20;
  return {"untrained", config, initial_parameters(config, 3), engine::Isa::kPortable, scoring};
}

TEST(SuiteScorer, AllKeysAreTheMeanOfEachKey) {
  const auto score = load_movement(*find_movement("cs1-5men"));
  ASSERT_TRUE(score.ok());
  const auto piece = measured_piece("cs1-5men", *score, {});
  ASSERT_TRUE(piece.ok());
  SuiteScorer one = untrained_scorer({});
  std::vector<PieceNats> keys;
  for (int by = kLowestTransposition; by <= kHighestTransposition; ++by) {
    MeasuredPiece moved = *piece;
    moved.suite = transposed(*piece->suite, by);
    auto nats = one.score(moved);
    ASSERT_TRUE(nats.ok());
    EXPECT_EQ(nats->first, 0u);
    keys.push_back(std::move(*nats));
  }
  const auto nats = untrained_scorer({.all_keys = true}).score(*piece);
  ASSERT_TRUE(nats.ok());
  const PieceNats expected = mixed(keys);
  EXPECT_EQ(nats->pitch, expected.pitch);
  EXPECT_EQ(nats->rhythm, expected.rhythm);
}

TEST(SuiteScorer, NeedsTokens) {
  const auto nats = untrained_scorer({}).score({"tune", {60}, {}, {0}});
  ASSERT_FALSE(nats.ok());
  EXPECT_THAT(nats.error().message, testing::HasSubstr("tune"));
}

}  // namespace
}  // namespace bach
