#include "compose/quotation_guard.h"

#include <algorithm>

#include "base/fnv1a.h"

namespace bach {
namespace {

std::vector<std::int8_t> intervals_of(std::span<const int> pitches) {
  std::vector<std::int8_t> intervals;
  for (std::size_t k = 1; k < pitches.size(); ++k) {
    intervals.push_back(static_cast<std::int8_t>(pitches[k] - pitches[k - 1]));
  }
  return intervals;
}

}  // namespace

void QuotationGuard::add(const SuitePiece& piece) {
  std::vector<int> pitches;
  for (const SuiteNote& note : first_statements(piece)) pitches.push_back(note.token.pitch);
  if (pitches.size() < copied_notes_) return;
  const std::vector<std::int8_t> intervals = intervals_of(pitches);
  const std::size_t begin = intervals_.size();
  intervals_.insert(intervals_.end(), intervals.begin(), intervals.end());
  const std::size_t length = copied_notes_ - 1;
  for (std::size_t at = begin; at + length <= intervals_.size(); ++at) {
    runs_.emplace(fnv1a(std::span(intervals_).subspan(at, length)), static_cast<std::uint32_t>(at));
  }
}

std::size_t QuotationGuard::copied(std::span<const int> pitches) const {
  if (pitches.size() < copied_notes_) return 0;
  const std::vector<std::int8_t> run = intervals_of(pitches.last(copied_notes_));
  const auto [first, last] = runs_.equal_range(fnv1a(run));
  const bool known = std::any_of(first, last, [&](const auto& entry) {
    return std::equal(run.begin(), run.end(), intervals_.begin() + entry.second);
  });
  return known ? copied_notes_ : 0;
}

}  // namespace bach
