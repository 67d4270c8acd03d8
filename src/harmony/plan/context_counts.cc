#include "harmony/plan/context_counts.h"

#include <utility>

namespace bach {
namespace {

// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): one to one, and every bit counts.
std::uint64_t scattered(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

}  // namespace

ContextCounts::ContextCounts(int outcomes, std::vector<double> discounts)
    : outcomes_(outcomes), discounts_(std::move(discounts)), levels_(discounts_.size()) {
  for (Level& level : levels_) level.slots.assign(16, 0);
}

std::size_t ContextCounts::find(const Level& level, std::uint64_t key) {
  const std::size_t mask = level.slots.size() - 1;
  for (std::size_t at = scattered(key) & mask;; at = (at + 1) & mask) {
    const std::uint32_t row = level.slots[at];
    if (row == 0) return kNone;
    if (level.keys[row - 1] == key) return row - 1;
  }
}

std::size_t ContextCounts::row_of(Level& level, std::uint64_t key) const {
  const std::size_t found = find(level, key);
  if (found != kNone) return found;
  const auto place = [&level](std::uint64_t each, std::size_t row) {
    const std::size_t mask = level.slots.size() - 1;
    std::size_t at = scattered(each) & mask;
    while (level.slots[at] != 0) at = (at + 1) & mask;
    level.slots[at] = static_cast<std::uint32_t>(row + 1);
  };
  level.keys.push_back(key);
  level.counts.resize(level.counts.size() + static_cast<std::size_t>(outcomes_), 0);
  level.totals.push_back(0);
  level.seen.push_back(0);
  if (2 * level.keys.size() > level.slots.size()) {
    level.slots.assign(2 * level.slots.size(), 0);
    for (std::size_t row = 0; row < level.keys.size(); ++row) place(level.keys[row], row);
  } else {
    place(key, level.keys.size() - 1);
  }
  return level.keys.size() - 1;
}

void ContextCounts::add(std::span<const std::uint64_t> contexts, int outcome, double count) {
  for (std::size_t i = 0; i < contexts.size(); ++i) {
    Level& level = levels_[i];
    const std::size_t row = row_of(level, contexts[i]);
    double& counted =
        level.counts[row * static_cast<std::size_t>(outcomes_) + static_cast<std::size_t>(outcome)];
    if (counted == 0) ++level.seen[row];
    counted += count;
    level.totals[row] += count;
  }
}

void ContextCounts::refine(std::size_t level, std::uint64_t context, std::span<double> out) const {
  const Level& counted = levels_[level];
  const std::size_t row = find(counted, context);
  if (row == kNone) return;
  const double* counts = &counted.counts[row * static_cast<std::size_t>(outcomes_)];
  const double weight = discounts_[level] * counted.seen[row];
  const double total = counted.totals[row] + weight;
  for (std::size_t x = 0; x < out.size(); ++x) out[x] = (counts[x] + weight * out[x]) / total;
}

void ContextCounts::distribution(std::span<const std::uint64_t> contexts,
                                 std::span<double> out) const {
  for (double& each : out) each = 1.0 / outcomes_;
  for (std::size_t i = 0; i < contexts.size(); ++i) refine(i, contexts[i], out);
}

double ContextCounts::probability(std::span<const std::uint64_t> contexts, int outcome) const {
  double p = 1.0 / outcomes_;
  for (std::size_t i = 0; i < contexts.size(); ++i) {
    const Level& level = levels_[i];
    const std::size_t row = find(level, contexts[i]);
    if (row == kNone) continue;
    const double weight = discounts_[i] * level.seen[row];
    p = (level.counts[row * static_cast<std::size_t>(outcomes_) +
                      static_cast<std::size_t>(outcome)] +
         weight * p) /
        (level.totals[row] + weight);
  }
  return p;
}

}  // namespace bach
