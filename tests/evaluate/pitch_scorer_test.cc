#include "evaluate/pitch_scorer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "lm/network_parameters.h"
#include "lm/network_predictor.h"
#include "lm/small_model.h"
#include "reference/network.h"
#include "token/pitch_sequences.h"

namespace bach {
namespace {

Model windows_model() {
  WindowConfig config = small_config(1);
  config.vocabulary = kPitchRows;
  return model_of(config);
}

// Two layers and a hidden layer in the head, untrained.
Model sequences_model() {
  Model model;
  model.config.tables = {{"pitch", kPitchSequenceRows, 0}};
  model.config.fields = {{"pitch", 0, 0, 0}};
  model.config.inputs = {0};
  model.config.layers = 2;
  model.config.hidden = 6;
  HeadConfig head;
  head.name = "pitch";
  head.classes = kPitchSequenceRows;
  head.hidden = 7;
  model.config.heads = {head};
  model.parameters = initial_parameters(model.config, 1);
  for (float& parameter : model.parameters) parameter *= 5;  // so that the past tells
  return model;
}

// −ln P of row `row` after `symbols`, given that a note comes.
double nats_after(const Model& model, std::span<const int> symbols, int row) {
  NetworkPredictor predictor(model.config, model.parameters, 1, engine::Isa::kPortable);
  for (const int symbol : symbols) predictor.advance({&symbol, 1});
  std::vector<float> logits(kPitchSequenceRows);
  predictor.head(0, symbols.last(1), logits);
  double sum = 0;
  for (int k = 0; k < kPitchRows; ++k) {
    sum += std::exp(static_cast<double>(logits[static_cast<std::size_t>(k)]));
  }
  return std::log(sum) - logits[static_cast<std::size_t>(row)];
}

MeasuredPiece piece_of_rows(const std::vector<int>& rows) {
  MeasuredPiece piece;
  piece.name = "scale";
  for (const int row : rows) piece.pitches.push_back(pitch_of_row(row));
  piece.repeated.assign(rows.size(), 0);
  return piece;
}

TEST(PitchScorer, OfWindowsGivesTheNetworksProbabilities) {
  const Model model = windows_model();
  const std::vector<int> rows = random_rows(150, kPitchRows, 1);  // more than one batch
  PitchScorer scorer("small", model, engine::Isa::kPortable);
  const auto nats = scorer.score(piece_of_rows(rows));
  ASSERT_TRUE(nats.ok());
  EXPECT_EQ(nats->first, 5u);
  ASSERT_EQ(nats->pitch.size(), 150u);
  EXPECT_TRUE(nats->rhythm.empty());
  ReferenceNetwork<float> network(model.config);
  network.set_parameters(model.parameters);
  Batch batch;
  batch.lanes = 1;
  batch.steps = 5;
  for (std::size_t next = 5; next < rows.size(); ++next) {
    const auto end = rows.begin() + static_cast<std::ptrdiff_t>(next);
    batch.fields.assign(end - 5, end);
    NetworkState<float> state(model.config, 1);
    network.forward(batch, nullptr, state);
    const auto logits = network.logits(0).last(kPitchRows);
    double sum = 0;
    for (const float logit : logits) sum += std::exp(static_cast<double>(logit));
    const double expected = std::log(sum) - logits[static_cast<std::size_t>(rows[next])];
    ASSERT_NEAR(nats->pitch[next], expected, 1e-5) << next;
  }
}

TEST(PitchScorer, OfSequencesPredictsEveryNoteFromAllBefore) {
  const Model model = sequences_model();
  const std::vector<int> rows = random_rows(20, kPitchRows, 1);
  std::vector<int> symbols = {kPieceMark};
  symbols.insert(symbols.end(), rows.begin(), rows.end());
  PitchScorer scorer("small", model, engine::Isa::kPortable);
  for (int reading = 0; reading < 2; ++reading) {  // the second knows nothing of the first
    const auto nats = scorer.score(piece_of_rows(rows));
    ASSERT_TRUE(nats.ok());
    EXPECT_EQ(nats->first, 0u);
    EXPECT_TRUE(nats->rhythm.empty());
    ASSERT_EQ(nats->pitch.size(), rows.size());
    for (std::size_t n = 0; n < rows.size(); ++n) {
      const std::span<const int> past = std::span(symbols).first(n + 1);
      EXPECT_NEAR(nats->pitch[n], nats_after(model, past, rows[n]), 1e-9) << n;
    }
  }
}

TEST(PitchScorer, OfSequencesSeesNoMoreThanItsContext) {
  const Model model = sequences_model();
  const std::vector<int> rows = random_rows(150, kPitchRows, 1);  // more than are read at once
  std::vector<int> symbols = {kPieceMark};
  symbols.insert(symbols.end(), rows.begin(), rows.end());
  PitchScorer scorer("small", model, engine::Isa::kPortable, 4);
  const auto nats = scorer.score(piece_of_rows(rows));
  ASSERT_TRUE(nats.ok());
  EXPECT_EQ(nats->first, 0u);
  for (std::size_t n = 0; n < rows.size(); ++n) {
    const std::span<const int> past = std::span(symbols).first(n + 1);
    const std::span<const int> seen = past.last(std::min<std::size_t>(4, past.size()));
    EXPECT_NEAR(nats->pitch[n], nats_after(model, seen, rows[n]), 1e-9) << n;
  }
}

TEST(PitchScorer, ShorterThanAWindowHasNothingToPredict) {
  PitchScorer scorer("small", windows_model(), engine::Isa::kPortable);
  const auto nats = scorer.score(piece_of_rows({1, 2, 3}));
  ASSERT_TRUE(nats.ok());
  EXPECT_EQ(nats->first, 3u);
  EXPECT_EQ(nats->pitch.size(), 3u);
}

TEST(PitchScorer, RefusesPitchesWithoutARow) {
  PitchScorer scorer("small", windows_model(), engine::Isa::kPortable);
  MeasuredPiece piece = piece_of_rows(random_rows(10, kPitchRows, 1));
  piece.pitches[7] = 80;
  const auto nats = scorer.score(piece);
  ASSERT_FALSE(nats.ok());
  EXPECT_THAT(nats.error().message, testing::HasSubstr("scale"));
}

}  // namespace
}  // namespace bach
