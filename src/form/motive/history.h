// The bars of a movement decided so far, and what the next one's relation may depend on.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "form/motive/book.h"
#include "form/motive/outline.h"

namespace bach {

// A bar's relation and what its source is called, as one number: 0 is new.
inline constexpr int kBarTokens = 1 + 4 * kBarReferences;
constexpr int bar_token(BarRelation relation, BarReference reference) {
  return relation == BarRelation::kNew
             ? 0
             : 1 + (static_cast<int>(relation) - 1) * kBarReferences + static_cast<int>(reference);
}
constexpr BarRelation token_relation(int token) {
  return token == 0 ? BarRelation::kNew
                    : static_cast<BarRelation>(1 + (token - 1) / kBarReferences);
}
constexpr BarReference token_reference(int token) {  // token > 0
  return static_cast<BarReference>((token - 1) % kBarReferences);
}
// Whether its notes are the source's, moved or not.
constexpr bool is_taken(BarRelation relation) { return relation >= BarRelation::kSequence; }

// How much a piece repeats: classes of the share of its bars whose notes are taken.
inline constexpr int kRepetitions = 4;
int repetition_of(const std::vector<LearnedBar>& bars);

inline constexpr int kTokenContexts = 7;
inline constexpr int kShiftContexts = 3;
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
  int token(int index) const { return tokens_[static_cast<std::size_t>(index)]; }

  int source_before() const { return bars_.empty() ? -1 : bars_.back().source; }
  BarSources sources() const { return places_->sources(next(), source_before()); }

  // What the next bar's token depends on, general first; its shift, given what its source is called.
  std::array<std::uint64_t, kTokenContexts> token_contexts() const;
  std::array<std::uint64_t, kShiftContexts> shift_contexts(BarReference reference) const;
  // What sort of far source a bar is for the next one, 0 … kFarKeys − 1.
  int far_key(int source) const;

  // The token of the next bar if it is `bar`.
  int token_of(const LearnedBar& bar) const;

  // What the next bar comes down to if it is taken from there.
  BarRoot root(int source, int shift) const {
    const BarRoot& from = roots_[static_cast<std::size_t>(source)];
    return {from.bar, from.steps + shift};
  }
  // How many of the last `bars` bars come down to it.
  int heard(const BarRoot& root, int bars) const;
  // How many bars before the next one, in a row, are literal at this distance.
  int literal_run(int distance) const;

  void add(const LearnedBar& bar);

 private:
  const BarPlaces* places_;
  int repetition_;
  std::vector<LearnedBar> bars_;
  std::vector<int> tokens_;
  std::vector<BarRoot> roots_;
};

}  // namespace bach
