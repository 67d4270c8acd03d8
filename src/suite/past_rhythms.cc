#include "suite/past_rhythms.h"

#include <algorithm>

#include "base/math.h"

namespace bach::suite {
namespace {

// Of what is said, the past's part. Anything from 0.3 to 0.5 predicts Bach as well; the less, the sooner
// the network leads music that is composed out of what it has begun to repeat.
constexpr double kShare = 0.4;

BackoffModel empty_model() {
  return BackoffModel({.symbols = kRhythmClasses, .context = 10, .discount = 0.9});
}

// The first of so many notes that is counted once all have been added.
std::size_t first_counted(std::size_t notes) {
  const std::size_t reaches = notes / PastRhythms::kReach;
  return reaches < 2 ? 0 : (reaches - 1) * PastRhythms::kReach;
}

}  // namespace

PastRhythms::PastRhythms() : model_(empty_model()) {}

PastRhythms::PastRhythms(std::span<const SuiteNote> notes) : PastRhythms() {
  for (const SuiteNote& note : notes.subspan(first_counted(notes.size()))) add(note.token.rhythm);
}

double PastRhythms::mixed(double probability, int rhythm) const {
  return probability + kShare * (model_.probability(rhythms_, rhythm, probability) - probability);
}

double PastRhythms::mixed_nats(double nats, int rhythm) const {
  // The network's share of a probability too small for a double is left.
  const double most = nats - portable_log(1 - kShare);
  return std::min(most, -portable_log(mixed(portable_exp(-nats), rhythm)));
}

void PastRhythms::mix_into(std::span<double> probabilities) const {
  std::vector<double> past(probabilities.begin(), probabilities.end());
  model_.refine(rhythms_, past);
  for (std::size_t k = 0; k < past.size(); ++k) {
    probabilities[k] += kShare * (past[k] - probabilities[k]);
  }
}

void PastRhythms::add(int rhythm) {
  model_.observe(rhythms_, rhythm);
  rhythms_.push_back(rhythm);
  if (rhythms_.size() < 2 * kReach) return;
  rhythms_.erase(rhythms_.begin(), rhythms_.begin() + kReach);
  model_ = empty_model();
  model_.learn(rhythms_);
}

}  // namespace bach::suite
