// Which notes stand in triplets, and where they have to be cut for that.
#pragma once

#include <optional>
#include <vector>

#include "notation/page/layers.h"
#include "score/score.h"

namespace bach::notation {

// Events that follow one another without gap, all plain or all in one triplet.
struct Group {
  bool triplet = false;
  std::vector<Event> events;
};

// Groups `events` (without gaps; of one bar, which begins at `bar_begin`). A time beside kGrid
// stands in a triplet that fills a cell of the bar, an aligned power of two of the grid: the cell
// that cuts the fewest events, up to a quarter long if that is no great loss. What crosses a cell's
// edge is cut there. Nothing when no triplet fits.
std::optional<std::vector<Group>> group_triplets(const std::vector<Event>& events, Tick bar_begin);

}  // namespace bach::notation
