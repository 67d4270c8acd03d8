#include "evaluate/window_scorer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "lm/sequence_network.h"
#include "lm/small_model.h"
#include "token/pitch_vocabulary.h"

namespace bach {
namespace {

SequenceModel small_model() {
  WindowConfig config = small_config(1);
  config.vocabulary = kPitchRows;
  return model_of(config);
}

MeasuredPiece piece_of_rows(const std::vector<int>& rows) {
  MeasuredPiece piece;
  piece.name = "scale";
  for (const int row : rows) piece.pitches.push_back(pitch_of_row(row));
  piece.repeated.assign(rows.size(), 0);
  return piece;
}

TEST(WindowScorer, GivesTheNetworksProbabilities) {
  const SequenceModel model = small_model();
  const std::vector<int> rows = random_rows(150, kPitchRows, 1);  // more than one batch
  WindowScorer scorer("small", model, engine::Isa::kPortable);
  const auto nats = scorer.score(piece_of_rows(rows));
  ASSERT_TRUE(nats.ok());
  EXPECT_EQ(nats->first, 5u);
  ASSERT_EQ(nats->pitch.size(), 150u);
  EXPECT_TRUE(nats->rhythm.empty());
  SequenceNetwork<float> network(model.config);
  network.set_parameters(model.parameters);
  SequenceBatch batch;
  batch.lanes = 1;
  batch.steps = 5;
  for (std::size_t next = 5; next < rows.size(); ++next) {
    const auto end = rows.begin() + static_cast<std::ptrdiff_t>(next);
    batch.fields.assign(end - 5, end);
    SequenceState<float> state(model.config, 1);
    network.forward(batch, nullptr, state);
    const auto logits = network.logits(0).last(kPitchRows);
    double sum = 0;
    for (const float logit : logits) sum += std::exp(static_cast<double>(logit));
    const double expected = std::log(sum) - logits[static_cast<std::size_t>(rows[next])];
    ASSERT_NEAR(nats->pitch[next], expected, 1e-5) << next;
  }
}

TEST(WindowScorer, ShortPiecesHaveNothingToPredict) {
  WindowScorer scorer("small", small_model(), engine::Isa::kPortable);
  const auto nats = scorer.score(piece_of_rows({1, 2, 3}));
  ASSERT_TRUE(nats.ok());
  EXPECT_EQ(nats->first, 3u);
  EXPECT_EQ(nats->pitch.size(), 3u);
}

TEST(WindowScorer, RefusesPitchesWithoutARow) {
  WindowScorer scorer("small", small_model(), engine::Isa::kPortable);
  MeasuredPiece piece = piece_of_rows(random_rows(10, kPitchRows, 1));
  piece.pitches[7] = 80;
  const auto nats = scorer.score(piece);
  ASSERT_FALSE(nats.ok());
  EXPECT_THAT(nats.error().message, testing::HasSubstr("scale"));
}

}  // namespace
}  // namespace bach
