// Keeps composed music from quoting.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "suite/piece.h"

namespace bach {

// Runs of so many notes found elsewhere by interval, in whatever key, count as copies. Between his
// own suites Bach shares runs of 11 notes at the median and 17 at most.
inline constexpr std::size_t kCopiedNotes = 13;

// The music not to copy. Safe from many threads once filled.
class QuotationGuard {
 public:
  explicit QuotationGuard(std::size_t copied_notes = kCopiedNotes) : copied_notes_(copied_notes) {}

  void add(const SuitePiece& piece);

  // How many of the last notes of `pitches` are such a run, kCopiedNotes or none: 0.
  std::size_t copied(std::span<const int> pitches) const;

 private:
  std::size_t copied_notes_;            // at least 2
  std::vector<std::int8_t> intervals_;  // of all pieces
  // Where in `intervals_` each run of copied_notes_ notes begins, by its hash.
  std::unordered_multimap<std::uint64_t, std::uint32_t> runs_;
};

}  // namespace bach
