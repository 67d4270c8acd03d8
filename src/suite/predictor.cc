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

std::vector<float> Predictor::pitch_logits() {
  advance();
  return stream_.head(kPitchHead, steps_.record());
}

std::vector<float> Predictor::rhythm_logits(int pitch) {
  advance();
  steps_.choose(pitch);
  return stream_.head(kRhythmHead, steps_.record());
}

std::vector<double> Predictor::pitches() { return probabilities_of(pitch_logits()); }

std::vector<double> Predictor::rhythms(int pitch) {
  std::vector<double> shares = probabilities_of(rhythm_logits(pitch));
  if (PastRhythms::speak_for(steps_.plan())) past_.mix_into(shares);
  return shares;
}

std::vector<float> Predictor::state() {
  advance();
  return stream_.state();
}

void Predictor::add(SuiteToken token) {
  advance();
  steps_.add(token);
  past_.add(token.rhythm);
  advanced_ = false;
}

}  // namespace bach::suite
