// The bars of a movement decided so far, and what the next one's relation may depend on.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "form/motive/learned.h"
#include "form/motive/outline.h"

namespace bach {

// What the next bar's token depends on, as numbers for ContextCounts.
enum TokenContext : std::size_t {
  kOfPlace,        // where the bar stands in its part
  kOfLastToken,    // … and the last token,
  kOfRepetition,   // … and how much the piece repeats
  kOfKind,         // the place and the kind
  kOfAnswering,    // … and what the part answers
  kOfTokenBefore,  // … and the token before the last one
  kTokenContexts,
};
// What the shift of a sequence depends on, general first: nothing; the last bar's shift and whether
// this one goes on from its source; what the source is called, too.
inline constexpr std::size_t kShiftContexts = 3;
// What a bar's halves depend on, general first: whether it is new, or has the rhythm of a bar whose
// halves are free or not, and the halves of the bar before; the kind, too.
inline constexpr std::size_t kHalvesContexts = 2;
// Sorts of far sources.
inline constexpr int kFarKeys = 32;

// A bar that stands by itself, and how many steps it was moved: what a taken bar comes down to.
struct BarRoot {
  int bar = 0;
  int steps = 0;

  bool operator==(const BarRoot&) const = default;
};

// `places` must outlive it.
class MotiveHistory {
 public:
  MotiveHistory(const BarPlaces& places, int repetition)
      : places_(&places), repetition_(repetition) {}

  const BarPlaces& places() const { return *places_; }
  int next() const { return static_cast<int>(bars_.size()); }
  bool done() const { return next() == places_->bars(); }
  const std::vector<LearnedBar>& bars() const { return bars_; }
  const LearnedBar& bar(int index) const { return bars_[static_cast<std::size_t>(index)]; }

  int source_before() const { return bars_.empty() ? -1 : bars_.back().source; }
  BarSources sources() const { return places_->sources(next(), source_before()); }

  std::array<std::uint64_t, kTokenContexts> token_contexts() const;
  std::array<std::uint64_t, kShiftContexts> shift_contexts(BarReference reference,
                                                           int source) const;
  // Of a far source of the next bar: 0 … kFarKeys − 1.
  int far_key(int source) const;

  // The token of the next bar if it is `bar`.
  int token_of(const LearnedBar& bar) const;

  // Of the next bar, if it is new or has the rhythm of `source` (−1: new).
  std::array<std::uint64_t, kHalvesContexts> halves_contexts(int source) const;

  // What the next bar comes down to if it is taken from there.
  BarRoot root(int source, int shift) const {
    const BarRoot& from = roots_[static_cast<std::size_t>(source)];
    return {from.bar, from.steps + shift};
  }
  // Whether the next bar, in the last quarter of its dance, recalls the first quarter by a source.
  bool recalls(int source) const;
  // How many of the last `bars` bars come down to it.
  int heard(const BarRoot& root, int bars) const;
  // How many bars before the next one, in a row, are literal at this distance.
  int literal_run(int distance) const;

  void add(const LearnedBar& bar);

 private:
  int token_ago(int bars) const;

  const BarPlaces* places_;
  int repetition_;
  std::vector<LearnedBar> bars_;
  std::vector<int> tokens_;
  std::vector<BarRoot> roots_;
  std::vector<BarHalves> halves_;  // own or the source's
};

}  // namespace bach
