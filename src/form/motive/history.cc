#include "form/motive/history.h"

#include <algorithm>
#include <cstdlib>

#include "form/motive/token_counts.h"

namespace bach {
namespace {

// Where a bar stands in its part, as far as it matters to what it takes up.
enum BarPlaceClass {
  kInUpbeat,
  kLastBar,
  kBarBeforeLast,
  kFirstBar,                            // + role
  kSecondBar = kFirstBar + kPartRoles,  // + role
  kMiddleBar = kSecondBar + kPartRoles,
};

int place_class(const BarPlaces& places, int bar) {
  const int place = places.place(bar);
  if (place < 0) return kInUpbeat;
  if (places.left(bar) == 0) return kLastBar;
  if (places.left(bar) == 1) return kBarBeforeLast;
  if (place == 0) return kFirstBar + static_cast<int>(places.part(bar).role);
  if (place == 1) return kSecondBar + static_cast<int>(places.part(bar).role);
  return kMiddleBar;
}

// The three galanteries are one kind: two pieces of each would teach little.
int kind_group(PieceKind kind) {
  if (kind == PieceKind::kGigue) return static_cast<int>(PieceKind::kMenuet) + 1;
  return std::min(static_cast<int>(kind), static_cast<int>(PieceKind::kMenuet));
}

constexpr int kOldPlace = 8;

}  // namespace

int repetition_of(const std::vector<LearnedBar>& bars) {
  const auto taken = 100 * std::count_if(bars.begin(), bars.end(), [](const LearnedBar& bar) {
                       return is_taken(bar.relation);
                     });
  const auto count = static_cast<std::ptrdiff_t>(bars.size());
  return taken > 60 * count ? 3 : taken > 42 * count ? 2 : taken > 22 * count ? 1 : 0;
}

std::array<std::uint64_t, kTokenContexts> MotiveHistory::token_contexts() const {
  const int bar = next();
  const int place = place_class(*places_, bar);
  const int old = places_->place(bar) >= kOldPlace ? 1 : 0;
  const int kind = kind_group(places_->outline().kind);
  const int of_four = places_->place(bar) < 0 ? 4 : places_->place(bar) % 4;
  const int last = bar > 0 ? tokens_.back() : kBarTokens;
  const int before = bar > 1 ? static_cast<int>(token_relation(tokens_[tokens_.size() - 2])) : 5;
  return {token_context({0, place}),
          token_context({1, place, old}),
          token_context({2, place, old, kind}),
          token_context({3, place, old, repetition_}),
          token_context({4, place, old, last, repetition_}),
          token_context({5, place, old, last, of_four}),
          token_context({6, place, old, last, before, repetition_})};
}

std::array<std::uint64_t, kShiftContexts> MotiveHistory::shift_contexts(
    BarReference reference) const {
  const int bar = next();
  const bool goes_on = reference == BarReference::kOneAgo || reference == BarReference::kTwoAgo ||
                       reference == BarReference::kFollows;
  const bool after_sequence = bar > 0 && bars_.back().relation == BarRelation::kSequence;
  const int last = after_sequence ? bars_.back().shift : 0;
  const int role = static_cast<int>(places_->part(bar).role);
  const int named = static_cast<int>(reference);
  return {token_context({0}), token_context({1, named}),
          goes_on ? token_context({2, named, last}) : token_context({3, named, role})};
}

int MotiveHistory::far_key(int source) const {
  const int distance = next() - source;
  const int far = distance <= 6 ? 0 : distance <= 12 ? 1 : distance <= 24 ? 2 : 3;
  const bool fresh = !is_taken(bar(source).relation);
  const bool alike = (places_->place(next()) - places_->place(source)) % 4 == 0;
  const bool recalls = places_->progress(next()) >= 0.75 && places_->progress(source) < 0.25;
  return far + 4 * (fresh ? 1 : 0) + 8 * (alike ? 1 : 0) + 16 * (recalls ? 1 : 0);
}

int MotiveHistory::heard(const BarRoot& root, int bars) const {
  const auto from = roots_.end() - std::min<std::ptrdiff_t>(bars, next());
  return static_cast<int>(std::count(from, roots_.end(), root));
}

int MotiveHistory::literal_run(int distance) const {
  int run = 0;
  for (int index = next() - 1; index >= 0; --index, ++run) {
    if (bar(index).relation != BarRelation::kLiteral) break;
    if (index - bar(index).source != distance) break;
  }
  return run;
}

int MotiveHistory::token_of(const LearnedBar& bar) const {
  if (bar.relation == BarRelation::kNew) return 0;
  return bar_token(bar.relation, places_->reference(next(), bar.source, source_before()));
}

void MotiveHistory::add(const LearnedBar& bar) {
  const int index = next();
  tokens_.push_back(token_of(bar));
  roots_.push_back(is_taken(bar.relation) ? root(bar.source, bar.shift) : BarRoot{index, 0});
  bars_.push_back(bar);
}

}  // namespace bach
