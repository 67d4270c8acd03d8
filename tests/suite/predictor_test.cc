#include "suite/predictor.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "corpus/corpus.h"
#include "lm/network_parameters.h"
#include "suite/encode.h"
#include "suite/preset.h"
#include "suite/scorer.h"

namespace bach::suite {
namespace {

NetworkConfig small_config() {
  NetworkConfig config = suite_config();
  config.hidden = 16;
  return config;
}

struct Network {
  NetworkConfig config = small_config();
  std::vector<float> parameters = initial_parameters(config, 3);
  engine::Isa isa = engine::isa_for_this_run().value();
  NetworkPredictor fresh{config, parameters, 1, isa};
};

SuitePiece sarabande() {
  return encode_any(*load_movement(*find_movement("cs2-4sar")), "cs2-4sar")->piece;
}

TEST(SuitePredictor, SaysOfEachNoteWhatTheScorerSays) {
  const Network network;
  const SuitePiece piece = sarabande();
  const NoteNats nats =
      Scorer(network.config, network.parameters, network.isa, {}).score(piece).front();
  Predictor predictor(network.fresh, piece.plan);
  std::size_t n = 0;
  for (const SuiteNote& note : first_statements(piece)) {
    predictor.move_to(note.part, note.onset);
    const auto row = static_cast<std::size_t>(note.token.pitch - kLowestSuitePitch);
    ASSERT_NEAR(-std::log(predictor.pitches()[row]), nats.pitch[n], 1e-9);
    ASSERT_NEAR(-std::log(predictor.rhythms(note.token.pitch)[note.token.rhythm]), nats.rhythm[n],
                1e-9);
    predictor.add(note.token);
    ++n;
  }
  EXPECT_EQ(n, nats.pitch.size());
}

TEST(SuitePredictor, ACopyStandsWhereTheOtherDoes) {
  const Network network;
  const SuitePiece piece = sarabande();
  const std::vector<SuiteNote> notes = first_statements(piece);
  Predictor first(network.fresh, piece.plan);
  for (std::size_t n = 0; n < 20; ++n) {
    first.move_to(notes[n].part, notes[n].onset);
    // Asked or not, before and after the copy, at either head.
    if (n % 2 == 0) first.pitches();
    if (n % 3 == 0) first.rhythms(60);
    Predictor second(first);
    ASSERT_EQ(second.rhythms(notes[n].token.pitch), first.rhythms(notes[n].token.pitch));
    ASSERT_EQ(second.pitches(), first.pitches());
    second.add({40, 3});
    if (!second.steps().done()) second.pitches();
    first.add(notes[n].token);
  }
}

}  // namespace
}  // namespace bach::suite
