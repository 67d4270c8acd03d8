#include "form/motive/token_counts.h"

#include <algorithm>

namespace bach {

std::uint64_t token_context(std::initializer_list<int> numbers) {
  std::uint64_t hash = 0;
  for (const int number : numbers) {
    // The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
    hash ^= static_cast<std::uint64_t>(static_cast<std::uint32_t>(number));
    hash += 0x9E3779B97F4A7C15U;
    hash = (hash ^ hash >> 30U) * 0xBF58476D1CE4E5B9U;
    hash = (hash ^ hash >> 27U) * 0x94D049BB133111EBU;
    hash ^= hash >> 31U;
  }
  return hash == 0 ? 1 : hash;
}

TokenCounts::TokenCounts(int outcomes, double discount)
    : outcomes_(static_cast<std::size_t>(outcomes)),
      discount_(discount),
      contexts_(256),
      rows_(contexts_.size()) {}

std::size_t TokenCounts::slot_of(std::uint64_t context) const {
  std::size_t slot = context & (contexts_.size() - 1);
  while (contexts_[slot] != 0 && contexts_[slot] != context) {
    slot = (slot + 1) & (contexts_.size() - 1);
  }
  return slot;
}

void TokenCounts::grow() {
  std::vector<std::uint64_t> contexts(2 * contexts_.size());
  std::vector<std::uint32_t> rows(2 * rows_.size());
  contexts.swap(contexts_);
  rows.swap(rows_);
  for (std::size_t old = 0; old < contexts.size(); ++old) {
    if (contexts[old] == 0) continue;
    const std::size_t slot = slot_of(contexts[old]);
    contexts_[slot] = contexts[old];
    rows_[slot] = rows[old];
  }
}

void TokenCounts::add(std::span<const std::uint64_t> contexts, int outcome) {
  for (const std::uint64_t context : contexts) {
    std::size_t slot = slot_of(context);
    if (contexts_[slot] == 0) {
      if (2 * ++used_ > contexts_.size()) {
        grow();
        slot = slot_of(context);
      }
      contexts_[slot] = context;
      rows_[slot] = static_cast<std::uint32_t>(counts_.size() / outcomes_);
      counts_.resize(counts_.size() + outcomes_);
    }
    ++counts_[rows_[slot] * outcomes_ + static_cast<std::size_t>(outcome)];
  }
}

void TokenCounts::distribution(std::span<const std::uint64_t> contexts,
                               std::span<double> into) const {
  std::fill(into.begin(), into.end(), 1.0 / static_cast<double>(outcomes_));
  for (const std::uint64_t context : contexts) {
    const std::size_t slot = slot_of(context);
    if (contexts_[slot] == 0) continue;
    const std::span counts(counts_.data() + rows_[slot] * outcomes_, outcomes_);
    double all = 0;
    double kinds = 0;
    for (const std::uint32_t count : counts) {
      all += count;
      kinds += count > 0 ? 1 : 0;
    }
    const double below = discount_ * kinds;
    for (std::size_t k = 0; k < outcomes_; ++k) {
      into[k] = (counts[k] + below * into[k]) / (all + below);
    }
  }
}

}  // namespace bach
