#include "compose/quotation_guard.h"

#include <vector>

namespace bach {
namespace {

std::vector<int> intervals_of(std::span<const int> pitches) {
  std::vector<int> intervals;
  for (std::size_t k = 1; k < pitches.size(); ++k) {
    intervals.push_back(pitches[k] - pitches[k - 1]);
  }
  return intervals;
}

}  // namespace

void QuotationGuard::add(const SuitePiece& piece) {
  std::vector<int> pitches;
  for (const SuiteNote& note : first_statements(piece)) pitches.push_back(note.token.pitch);
  runs_.add(intervals_of(pitches));
}

std::size_t QuotationGuard::copied(std::span<const int> pitches) const {
  if (pitches.size() < copied_notes_) return 0;
  const std::vector<int> intervals = intervals_of(pitches.last(copied_notes_));
  return runs_.longest_runs(intervals).back().length + 1 >= copied_notes_ ? copied_notes_ : 0;
}

}  // namespace bach
