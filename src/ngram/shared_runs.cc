#include "ngram/shared_runs.h"

namespace bach {

SharedRuns::SharedRuns() : states_(1) {}

std::uint32_t SharedRuns::edge(std::uint32_t state, int symbol) const {
  for (std::uint32_t k = states_[state].first; k != kNone; k = edges_[k].next) {
    if (edges_[k].symbol == symbol) return k;
  }
  return kNone;
}

void SharedRuns::connect(std::uint32_t state, int symbol, std::uint32_t target) {
  edges_.push_back({symbol, target, states_[state].first});
  states_[state].first = static_cast<std::uint32_t>(edges_.size() - 1);
}

std::uint32_t SharedRuns::clone(std::uint32_t original, std::size_t length) {
  const auto made = static_cast<std::uint32_t>(states_.size());
  State copy = states_[original];
  copy.length = length;
  copy.first = kNone;
  states_.push_back(copy);
  for (std::uint32_t k = states_[original].first; k != kNone; k = edges_[k].next) {
    connect(made, edges_[k].symbol, edges_[k].target);
  }
  return made;
}

void SharedRuns::extend(int symbol, std::size_t end) {
  // With several sequences the longer run may be known from an earlier one.
  const std::uint32_t known = edge(last_, symbol);
  if (known != kNone) {
    const std::uint32_t target = edges_[known].target;
    if (states_[target].length == states_[last_].length + 1) {
      last_ = target;
      return;
    }
  }
  std::uint32_t made = kNone;
  if (known == kNone) {
    made = static_cast<std::uint32_t>(states_.size());
    states_.push_back({states_[last_].length + 1, kNone, kNone, sequences_, end});
  }
  std::uint32_t state = last_;
  for (; state != kNone && edge(state, symbol) == kNone; state = states_[state].link) {
    connect(state, symbol, made);
  }
  std::uint32_t suffix = 0;  // the longest shorter run that occurred before
  if (state != kNone) {
    const std::uint32_t target = edges_[edge(state, symbol)].target;
    suffix = target;
    if (states_[target].length != states_[state].length + 1) {
      suffix = clone(target, states_[state].length + 1);
      states_[target].link = suffix;
      for (; state != kNone; state = states_[state].link) {
        const std::uint32_t back = edge(state, symbol);
        if (back == kNone || edges_[back].target != target) break;
        edges_[back].target = suffix;
      }
    }
  }
  if (made != kNone) states_[made].link = suffix;
  last_ = made != kNone ? made : suffix;
}

void SharedRuns::add(std::span<const int> sequence) {
  last_ = 0;
  for (std::size_t i = 0; i < sequence.size(); ++i) extend(sequence[i], i + 1);
  ++sequences_;
}

std::vector<SharedRuns::Run> SharedRuns::longest_runs(std::span<const int> sequence) const {
  std::vector<Run> runs;
  runs.reserve(sequence.size());
  std::uint32_t state = 0;
  std::size_t length = 0;
  for (const int symbol : sequence) {
    std::uint32_t next = edge(state, symbol);
    while (next == kNone && state != 0) {
      state = states_[state].link;
      length = states_[state].length;
      next = edge(state, symbol);
    }
    if (next != kNone) {
      state = edges_[next].target;
      ++length;
    }
    runs.push_back({length, states_[state].sequence, states_[state].end - length});
  }
  return runs;
}

}  // namespace bach
