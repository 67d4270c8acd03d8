// What the scorer says of a piece is what training measures, in any key, with any context.
#include "suite/scorer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "base/thread_pool.h"
#include "corpus/corpus.h"
#include "lm/network_parameters.h"
#include "lm/probabilities.h"
#include "lm/trainer.h"
#include "suite/encode.h"
#include "suite/hear.h"
#include "suite/lanes.h"
#include "suite/past_rhythms.h"
#include "suite/preset.h"
#include "suite/record.h"
#include "suite/steps.h"

namespace bach::suite {
namespace {

// The suite network made small, untrained.
struct UntrainedNetwork {
  UntrainedNetwork() {
    config.hidden = 20;
    config.heads[kRhythmHead].hidden = 12;
    parameters = initial_parameters(config, 3);
  }
  Scorer scorer(const ScoringOptions& scoring) const { return {config, parameters, isa, scoring}; }
  NetworkConfig config = suite_config();
  engine::Isa isa = engine::isa_for_this_run().value();
  std::vector<float> parameters;
};

SuitePiece menuet() { return encode_any(*load_movement(*find_movement("cs1-5men")), "")->piece; }

double sum(const std::vector<double>& nats) {
  return std::accumulate(nats.begin(), nats.end(), 0.0);
}

TEST(SuiteScorer, GivesTheLossTrainingMeasuresOfMusicWithItsPlan) {
  const UntrainedNetwork network;
  SuitePiece piece = menuet();
  ASSERT_TRUE(hear_plan(piece, textbook_parameters()).ok());
  const std::vector<NoteNats> keys = network.scorer({}).score(piece);
  ASSERT_EQ(keys.size(), 1u);
  ASSERT_EQ(keys[0].pitch.size(), first_statements(piece).size());
  ASSERT_EQ(keys[0].rhythm.size(), first_statements(piece).size());

  ThreadPool pool(1);
  Trainer trainer(network.config, {.lanes = 1, .steps = 16}, network.isa, pool);
  trainer.set_parameters(network.parameters);
  const std::vector<Lane> lanes = {suite_lane(piece)};
  const Loss loss = trainer.evaluate(lanes);
  EXPECT_NEAR(sum(keys[0].pitch), loss.heads[kPitchHead].sum, 1e-3);
  EXPECT_NEAR(sum(keys[0].rhythm), loss.heads[kRhythmHead].sum, 1e-3);
}

TEST(SuiteScorer, LeansOnThePastOfMusicWithoutAPlan) {
  const UntrainedNetwork network;
  const SuitePiece piece = menuet();
  const std::vector<SuiteNote> notes = first_statements(piece);
  const NoteNats nats = network.scorer({}).score(piece).front();
  const std::vector<int> records = suite_records(piece);
  NetworkPredictor predictor(network.config, network.parameters, 1, network.isa);
  PastRhythms past;
  std::vector<float> logits(kRhythmClasses);
  double alone = 0;
  for (std::size_t n = 0; n < notes.size(); ++n) {
    const std::span<const int> record(&records[n * columns()], columns());
    predictor.advance(record);
    predictor.head(kRhythmHead, record, logits);
    std::vector<double> shares = probabilities_of(logits);
    const auto rhythm = notes[n].token.rhythm;
    alone -= std::log(shares[rhythm]);
    past.mix_into(shares);
    ASSERT_NEAR(nats.rhythm[n], -std::log(shares[rhythm]), 1e-9) << n;
    past.add(rhythm);
  }
  EXPECT_LT(sum(nats.rhythm), alone / 2);  // an untrained network knows nothing
}

TEST(SuiteScorer, AllKeysAreThePieceInEachKey) {
  const UntrainedNetwork network;
  const SuitePiece piece = menuet();
  for (const int context : {0, 5}) {
    const auto keys = network.scorer({.all_keys = true, .context = context}).score(piece);
    ASSERT_EQ(keys.size(), 12u);
    Scorer one = network.scorer({.context = context});
    for (int by = kLowestTransposition; by <= kHighestTransposition; by += 5) {
      const NoteNats expected = one.score(transposed(piece, by)).front();
      const NoteNats& nats = keys[static_cast<std::size_t>(by - kLowestTransposition)];
      EXPECT_EQ(nats.pitch, expected.pitch) << by;
      EXPECT_EQ(nats.rhythm, expected.rhythm) << by;
    }
  }
}

TEST(SuiteScorer, KeysThatLeaveThePitchesAreLeftOut) {
  const UntrainedNetwork network;
  SuitePiece piece = menuet();
  piece.sections[0].tokens[0].pitch = kLowestSuitePitch + 2;
  EXPECT_EQ(network.scorer({.all_keys = true}).score(piece).size(), 8u);
}

TEST(SuiteScorer, AWindowSeesSoManyNotesAndNoMemory) {
  const UntrainedNetwork network;
  const SuitePiece piece = menuet();
  const std::vector<SuiteNote> notes = first_statements(piece);
  ASSERT_GT(notes.size(), 70u);
  const NoteNats nats = network.scorer({.context = 7}).score(piece).front();
  std::vector<int> records = suite_records(piece);
  for (std::size_t at = 0; at < records.size(); at += columns()) {
    for (std::size_t c = 0; c < columns(); ++c) {
      if ((features()[c].entries & (kGuessesPitch | kGuessesRhythm)) == 0) continue;
      records[at + c] = -1;
      records[at + static_cast<std::size_t>(column(features()[c].options.bucket))] = -1;
    }
  }
  NetworkPredictor predictor(network.config, network.parameters, 1, network.isa);
  std::vector<float> logits(kSuitePitches);
  for (const std::size_t note :
       {std::size_t{0}, std::size_t{3}, std::size_t{66}, notes.size() - 1}) {
    predictor.reset(0);
    for (std::size_t n = note < 6 ? 0 : note - 6; n <= note; ++n) {
      const std::span<const int> record(&records[n * columns()], columns());
      predictor.advance(record);
      predictor.head(kPitchHead, record, logits);
    }
    double total = 0;
    for (const float logit : logits) total += std::exp(static_cast<double>(logit));
    const auto row = static_cast<std::size_t>(notes[note].token.pitch - kLowestSuitePitch);
    EXPECT_NEAR(nats.pitch[note], std::log(total) - logits[row], 1e-9) << note;
  }
}

}  // namespace
}  // namespace bach::suite
