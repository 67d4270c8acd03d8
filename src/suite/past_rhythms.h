// What the rhythms a piece has shown so far say of its next one.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ngram/backoff_model.h"
#include "suite/piece.h"

namespace bach::suite {

// Where no plan says what is to come, the network knows how Bach goes on, and the piece how it does
// itself: the next rhythm's probability is six tenths the network's, four tenths of counting in the
// piece's own past, which falls back on the network's where it has seen nothing. A cache beside a
// language model (Kuhn & De Mori, "A cache-based natural language model for speech recognition", 1990);
// doc/modelling.md has what it gives.
//
// Counts as the rhythms come, the latest kReach to 2 · kReach of them, which bounds what it holds
// and what a copy costs. Copies are independent; one object a thread.
class PastRhythms {
 public:
  static constexpr std::size_t kReach = 1024;

  PastRhythms();
  // What stands after these notes, as if they had been added one by one.
  explicit PastRhythms(std::span<const SuiteNote> notes);

  // Whether a piece of this plan is left to its past.
  static bool speak_for(const SuitePlan& plan) { return plan.harmony.empty(); }

  // The probability of a rhythm class, 0 … kRhythmClasses − 1, to be the next, if the network gives
  // it `probability`.
  double mixed(double probability, int rhythm) const;
  // The same of −ln of probabilities, finite where `nats` is.
  double mixed_nats(double nats, int rhythm) const;
  // The probabilities of all, [kRhythmClasses].
  void mix_into(std::span<double> probabilities) const;

  // Takes the next rhythm class.
  void add(int rhythm);

 private:
  BackoffModel model_;
  std::vector<int> rhythms_;  // those counted
};

}  // namespace bach::suite
