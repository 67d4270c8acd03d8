// Keeps composed bars from going round in circles.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "form/bar_notes.h"
#include "score/bars.h"
#include "suite/piece.h"

namespace bach {

// How many bars in a row may be the same_notes() as the one `period` before them (form/cycles.h):
// no bar stands three times running, no cycle is longer than three bars with its first statement.
constexpr int most_repeats(int period) { return period == 1 ? 1 : 2; }

// Sees the written notes of a piece, in order. Looks at each part by itself, as the form of a dance
// does, and at the parts one after the other, as they sound: where one ends within a bar the next
// one completes it.
class BarGuard {
 public:
  explicit BarGuard(BarGrid bars) : bars_(std::move(bars)) {}

  // Whether the bar of the last note repeats one time too often: then the index of its first note in
  // that part. `notes` has a note, and no more of its part come into the bar; `bar_is_over`: no
  // others either.
  std::optional<std::size_t> one_too_many(std::span<const SuiteNote> notes,
                                          bool bar_is_over = true) const;

  // The notes at `onset` in `part` with which, if no more came, that would be so. Their rhythms are
  // not told, only durations.
  std::vector<SuiteNote> that_complete(std::span<const SuiteNote> notes, int part,
                                       Tick onset) const;

 private:
  // Bars of the last note's part, or of all parts in one row; the last one first.
  std::vector<BarNotes> last_bars(std::span<const SuiteNote> notes, bool in_one_row) const;

  BarGrid bars_;
};

}  // namespace bach
