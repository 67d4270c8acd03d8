#include "evaluate/suite_scorer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "base/thread_pool.h"
#include "corpus/corpus.h"
#include "lm/sequence_parameters.h"
#include "lm/sequence_trainer.h"
#include "suite/lanes.h"
#include "suite/preset.h"
#include "suite/record.h"
#include "suite/steps.h"

namespace bach {
namespace {

// The suite network made small, untrained.
struct SmallSuite {
  SmallSuite() {
    config.hidden = 20;
    config.heads[kRhythmHead].hidden = 12;
    parameters = initial_parameters(config, 3);
  }
  SequenceConfig config = suite_config();
  engine::Isa isa = engine::isa_for_this_run().value();
  std::vector<float> parameters;
};

MeasuredPiece short_piece() {
  const auto score = load_movement(*find_movement("cs1-5men"));
  EXPECT_TRUE(score.ok());
  auto piece = measured_piece("cs1-5men", *score, {});
  EXPECT_TRUE(piece.ok());
  return std::move(*piece);
}

double sum(const std::vector<double>& nats) {
  return std::accumulate(nats.begin(), nats.end(), 0.0);
}

TEST(SuiteScorer, GivesTheLossTrainingMeasures) {
  const SmallSuite suite;
  const MeasuredPiece piece = short_piece();
  SuiteScorer scorer("small", suite.config, suite.parameters, suite.isa);
  const auto nats = scorer.score(piece);
  ASSERT_TRUE(nats.ok());
  EXPECT_EQ(nats->first, 0u);
  ASSERT_EQ(nats->pitch.size(), piece.pitches.size());
  ASSERT_EQ(nats->rhythm.size(), piece.pitches.size());

  ThreadPool pool(1);
  SequenceTrainer trainer(suite.config, {.lanes = 1, .steps = 16}, suite.isa, pool);
  trainer.set_parameters(suite.parameters);
  const std::vector<SequenceLane> lanes = {suite_lane(*piece.suite)};
  const SequenceLoss loss = trainer.evaluate(lanes);
  EXPECT_NEAR(sum(nats->pitch), loss.heads[kPitchHead].sum, 1e-3);
  EXPECT_NEAR(sum(nats->rhythm), loss.heads[kRhythmHead].sum, 1e-3);
}

TEST(SuiteScorer, AllKeysAreTheMeanOfEachKey) {
  const SmallSuite suite;
  const MeasuredPiece piece = short_piece();
  SuiteScorer one("one", suite.config, suite.parameters, suite.isa);
  SuiteScorer all("all", suite.config, suite.parameters, suite.isa, {.all_keys = true});
  std::vector<PieceNats> parts;
  for (int shift = -6; shift <= 5; ++shift) {
    MeasuredPiece moved = piece;
    moved.suite = transposed(*piece.suite, shift);
    for (int& pitch : moved.pitches) pitch += shift;
    auto nats = one.score(moved);
    ASSERT_TRUE(nats.ok());
    parts.push_back(std::move(*nats));
  }
  const auto nats = all.score(piece);
  ASSERT_TRUE(nats.ok());
  const PieceNats expected = mixed(parts);
  EXPECT_EQ(nats->pitch, expected.pitch);
  EXPECT_EQ(nats->rhythm, expected.rhythm);
}

TEST(SuiteScorer, AWindowSeesSoManyNotesAndNoMemory) {
  const SmallSuite suite;
  const MeasuredPiece piece = short_piece();
  const std::size_t notes = piece.pitches.size();
  ASSERT_GT(notes, 70u);
  SuiteScorer windows("w", suite.config, suite.parameters, suite.isa, {.context = 7});
  const auto nats = windows.score(piece);
  ASSERT_TRUE(nats.ok());
  std::vector<int> records = suite_records(*piece.suite);
  for (std::size_t n = 0; n < notes; ++n) {
    suite::hide_guesses(std::span(records).subspan(n * suite::columns(), suite::columns()));
  }
  SequencePredictor predictor(suite.config, suite.parameters, 1, suite.isa);
  std::vector<float> logits(kSuitePitches);
  for (const std::size_t note : {std::size_t{0}, std::size_t{3}, std::size_t{66}, notes - 1}) {
    predictor.reset(0);
    const std::size_t first = note < 6 ? 0 : note - 6;
    for (std::size_t n = first; n <= note; ++n) {
      const std::span<const int> record(&records[n * suite::columns()], suite::columns());
      predictor.advance(record);
      predictor.head(kPitchHead, record, logits);
    }
    double total = 0;
    for (const float logit : logits) total += std::exp(static_cast<double>(logit));
    const auto row = static_cast<std::size_t>(piece.pitches[note] - kLowestSuitePitch);
    EXPECT_NEAR(nats->pitch[note], std::log(total) - logits[row], 1e-9) << note;
  }
}

TEST(SuiteScorer, NeedsTokens) {
  const SmallSuite suite;
  SuiteScorer scorer("small", suite.config, suite.parameters, suite.isa);
  const auto nats = scorer.score({"tune", {60}, {}, {0}});
  ASSERT_FALSE(nats.ok());
  EXPECT_THAT(nats.error().message, testing::HasSubstr("tune"));
}

}  // namespace
}  // namespace bach
