#include "suite/predictor.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "corpus/corpus.h"
#include "lm/sequence_parameters.h"
#include "nn/cross_entropy.h"
#include "suite/encode.h"
#include "suite/preset.h"

namespace bach::suite {
namespace {

SequencePredictor small_network() {
  SequenceConfig config = suite_config();
  config.hidden = 16;
  const engine::Isa isa = engine::isa_for_this_run().value();
  return SequencePredictor(config, initial_parameters(config, 3), 1, isa);
}

SuitePiece sarabande() {
  return encode_any(*load_movement(*find_movement("cs2-4sar")), "cs2-4sar")->piece;
}

double nats(const std::vector<float>& logits, int target) {
  return cross_entropy(1, static_cast<int>(logits.size()), logits.data(), &target);
}

TEST(SuitePredictor, SaysWhatTheNetworkSaysOfTheRecordsOfAPiece) {
  const SequencePredictor fresh = small_network();
  const SuitePiece piece = sarabande();
  const std::vector<NoteProbabilities> notes = note_probabilities(fresh, piece);
  ASSERT_EQ(notes.size(), first_statements(piece).size());

  SequencePredictor network = fresh;
  const std::vector<int> records = suite_records(piece);
  const std::size_t columns = records.size() / notes.size();
  std::vector<float> pitch(kSuitePitches), rhythm(kRhythmClasses);
  for (std::size_t n = 0; n < notes.size(); ++n) {
    const std::span<const int> record = std::span(records).subspan(n * columns, columns);
    network.advance(record);
    network.head(kPitchHead, record, pitch);
    network.head(kRhythmHead, record, rhythm);
    const SuiteToken token = notes[n].note.token;
    ASSERT_NEAR(-std::log(notes[n].pitch), nats(pitch, token.pitch - kLowestSuitePitch), 1e-9);
    ASSERT_NEAR(-std::log(notes[n].rhythm), nats(rhythm, token.rhythm), 1e-9);
  }
}

TEST(SuitePredictor, ACopyStandsWhereTheOtherDoes) {
  const SequencePredictor fresh = small_network();
  const SuitePiece piece = sarabande();
  const std::vector<SuiteNote> notes = first_statements(piece);
  Predictor first(fresh, piece.plan);
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
