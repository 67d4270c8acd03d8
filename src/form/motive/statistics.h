// What the motive model knows of the pieces it learned from.
#pragma once

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "base/draws.h"
#include "form/motive/book.h"
#include "form/motive/history.h"
#include "harmony/plan/context_counts.h"

namespace bach {

inline constexpr int kShifts = 2 * kMostShift + 1;  // index: shift + kMostShift

// Immutable once made; any number of threads may use one.
class MotiveStatistics {
 public:
  explicit MotiveStatistics(const MotiveBook& book);

  // Each sums to 1. Of the next bar's tokens, those without a source at 0;
  std::array<double, kBarTokens> token_probabilities(const MotiveHistory& history,
                                                     const BarSources& sources) const;
  // of the steps a sequence is moved by, 0 at 0;
  std::array<double, kShifts> shift_probabilities(const MotiveHistory& history,
                                                  BarReference reference, int source) const;
  // of sources.far, in order.
  std::vector<double> far_probabilities(const MotiveHistory& history,
                                        const BarSources& sources) const;

  // Of the halves of the next bar, which is new or has the rhythm of `source` (−1: new). Nothing
  // where no piece had any.
  std::optional<std::array<double, kBarHalves>> halves_probabilities(const MotiveHistory& history,
                                                                     int source) const;

  const MotiveRates& rates() const { return rates_; }

  // How many times likelier an agreement of chords is in bars taken than in any two: sequences,
  // literal bars.
  const std::array<double, kAgreements>& moved_agreement() const { return moved_agreement_; }
  const std::array<double, kAgreements>& unmoved_agreement() const { return unmoved_agreement_; }

  // How much a piece repeats: that of a piece of the kind, of any where there is none.
  int draw_repetition(PieceKind kind, Draws& draws) const;
  double repetition_probability(PieceKind kind, int repetition) const;

 private:
  void learn(const LearnedPiece& piece);
  void learn_agreement(const MotiveBook& book);

  ContextCounts tokens_;  // levels: TokenContext
  ContextCounts shifts_;
  ContextCounts halves_;
  bool knows_halves_ = false;
  std::array<double, kFarKeys> far_taken_{};    // how often a far source was of a sort
  std::array<double, kFarKeys> far_offered_{};  // … and how often one drawn blindly would be
  std::array<double, kAgreements> moved_agreement_{};
  std::array<double, kAgreements> unmoved_agreement_{};
  std::vector<std::pair<PieceKind, int>> repetitions_;  // of the pieces
  MotiveRates rates_;
};

}  // namespace bach
