#include "suite/predictor.h"

#include <cstddef>

#include "lm/probabilities.h"
#include "suite/preset.h"

namespace bach::suite {

Predictor::Predictor(const SequencePredictor& network, const SuitePlan& plan)
    : steps_(plan), stream_(network) {}

void Predictor::advance() {
  if (!advanced_) stream_.advance(steps_.record());
  advanced_ = true;
}

std::vector<double> Predictor::pitches() {
  advance();
  return probabilities_of(stream_.head(kPitchHead, steps_.record()));
}

std::vector<double> Predictor::rhythms(int pitch) {
  advance();
  steps_.choose(pitch);
  return probabilities_of(stream_.head(kRhythmHead, steps_.record()));
}

void Predictor::add(SuiteToken token) {
  advance();
  steps_.add(token);
  advanced_ = false;
}

std::vector<NoteProbabilities> note_probabilities(const SequencePredictor& network,
                                                  const SuitePiece& piece) {
  std::vector<NoteProbabilities> notes;
  Predictor predictor(network, piece.plan);
  for (const SuiteNote& note : first_statements(piece)) {
    predictor.move_to(note.part, note.onset);
    const auto row = static_cast<std::size_t>(note.token.pitch - kLowestSuitePitch);
    const double pitch = predictor.pitches()[row];
    notes.push_back({note, pitch, predictor.rhythms(note.token.pitch)[note.token.rhythm]});
    predictor.add(note.token);
  }
  return notes;
}

}  // namespace bach::suite
