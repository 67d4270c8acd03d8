// Predicting the next symbol of a sequence from the few before it, by counting.
#pragma once

#include <span>

#include "ngram/context_tree.h"

namespace bach {

struct BackoffOptions {
  int symbols = 0;        // classes are 0 … symbols − 1; at least 1
  int context = 5;        // how many symbols back are looked at; 0: none
  double discount = 1.0;  // taken off every count, 0 < discount < 2
};

// Interpolated Kneser–Ney smoothing, which is the hierarchical Pitman–Yor process with strength 0
// and one table a dish (Kneser & Ney, "Improved backing-off for m-gram language modeling", 1995;
// Teh, "A hierarchical Bayesian language model based on Pitman–Yor processes", 2006):
//
//   P_k(w) = ( max(c_k(w) − d, 0) + D_k · P_{k−1}(w) ) / N_k,   D_k = Σ_w min(c_k(w), d),
//   P_{−1}(w) = 1 / symbols, or what the caller says of w,
//
// where c_k counts what followed the last k symbols, and a symbol is counted for a shorter context
// only when it is new after the longer one. The discount d is the same for all k; it may exceed 1,
// and then a symbol met once tells the shorter context of it and claims nothing for itself. (The
// usual estimate of d from how many things were met once or twice fails in music full of literal
// repeats.)
//
// Deterministic: no function of libm. Reading is safe from many threads.
class BackoffModel {
 public:
  explicit BackoffModel(const BackoffOptions& options);

  const BackoffOptions& options() const { return options_; }

  // Learns every symbol of a sequence from those before it.
  void learn(std::span<const int> sequence);
  // Learns that `symbol` came after `history` (oldest first, of any length).
  void observe(std::span<const int> history, int symbol);

  // P(symbol | history), above 0.
  double probability(std::span<const int> history, int symbol) const;
  // The same for all symbols: `out` has options().symbols entries, which sum to 1.
  void probabilities(std::span<const int> history, std::span<double> out) const;

  // P(symbol | history) where P_{−1}(symbol) is `before`.
  double probability(std::span<const int> history, int symbol, double before) const;
  // The same for all symbols: `shares`, [options().symbols], come in as P_{−1}.
  void refine(std::span<const int> history, std::span<double> shares) const;

 private:
  // Calls visit(node) for the contexts of `history` that are in the tree, the shortest first.
  template <typename Visit>
  void walk(std::span<const int> history, Visit&& visit) const;
  // D_k of a node.
  double discounted(const ContextTree::Followers& followers) const;

  BackoffOptions options_;
  ContextTree tree_;
};

}  // namespace bach
