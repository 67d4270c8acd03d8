#include "form/motive/history.h"

#include <algorithm>

#include "harmony/plan/context_counts.h"

namespace bach {

int MotiveHistory::token_ago(int bars) const {
  return bars > next() ? kBarTokens : tokens_[static_cast<std::size_t>(next() - bars)];
}

std::array<std::uint64_t, kTokenContexts> MotiveHistory::token_contexts() const {
  const auto here = [place = static_cast<int>(places_->place_class(next()))] {
    return PackedContext().with(place, kBarPlaceClasses);
  };
  const int last = token_ago(1);
  return {here(),
          here().with(last, kBarTokens + 1),
          here().with(last, kBarTokens + 1).with(repetition_, kRepetitions),
          here().with(kind_group(places_->outline().kind), kKindGroups),
          here().with(static_cast<int>(places_->answering(next())), kAnswerings),
          here().with(token_ago(2), kBarTokens + 1)};
}

std::array<std::uint64_t, kShiftContexts> MotiveHistory::shift_contexts(BarReference reference,
                                                                        int source) const {
  const bool goes_on = source_before() >= 0 && source == source_before() + 1;
  const bool after_sequence = !bars_.empty() && bars_.back().relation == BarRelation::kSequence;
  const int last = (after_sequence ? bars_.back().shift : 0) + kMostShift;
  const auto here = [&] {
    return PackedContext().with(goes_on ? 1 : 0, 2).with(last, 2 * kMostShift + 1);
  };
  return {0, here(), here().with(static_cast<int>(reference), kBarReferences)};
}

std::array<std::uint64_t, kHalvesContexts> MotiveHistory::halves_contexts(int source) const {
  const auto code = [&](int bar) {
    return bar < 0 ? kBarHalves : static_cast<int>(halves_[static_cast<std::size_t>(bar)]);
  };
  const auto here = [&] {
    const int rhythm = source < 0 ? 0 : code(source) == 0 ? 1 : 2;
    return PackedContext().with(rhythm, 3).with(code(next() - 1), kBarHalves + 1);
  };
  return {here(), here().with(kind_group(places_->outline().kind), kKindGroups)};
}

int MotiveHistory::far_key(int source) const {
  const int distance = next() - source;
  const int far = distance <= 6 ? 0 : distance <= 12 ? 1 : distance <= 24 ? 2 : 3;
  const bool fresh = !is_taken(bar(source).relation);
  const bool alike = (places_->place(next()) - places_->place(source)) % 4 == 0;
  return far + 4 * (fresh ? 1 : 0) + 8 * (alike ? 1 : 0) + 16 * (recalls(source) ? 1 : 0);
}

bool MotiveHistory::recalls(int source) const {
  const int from = roots_[static_cast<std::size_t>(source)].bar;
  return places_->progress(next()) >= 0.75 && places_->progress(from) < 0.25 &&
         places_->part(next()).second_dance == places_->part(from).second_dance;
}

int MotiveHistory::token_of(const LearnedBar& bar) const {
  if (bar.relation == BarRelation::kNew) return 0;
  return bar_token(bar.relation, places_->reference(next(), bar.source, source_before()));
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

void MotiveHistory::add(const LearnedBar& bar) {
  const int index = next();
  tokens_.push_back(token_of(bar));
  roots_.push_back(is_taken(bar.relation) ? root(bar.source, bar.shift) : BarRoot{index, 0});
  halves_.push_back(has_own_halves(bar.relation) ? bar.halves
                                                 : halves_[static_cast<std::size_t>(bar.source)]);
  bars_.push_back(bar);
}

}  // namespace bach
