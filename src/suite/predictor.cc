#include "suite/predictor.h"

#include "lm/probabilities.h"
#include "suite/preset.h"

namespace bach::suite {

Predictor::Predictor(const NetworkPredictor& network, const SuitePlan& plan)
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

}  // namespace bach::suite
