#include "notation/page/triplets.h"

#include <algorithm>

#include "notation/page/note_values.h"

namespace bach::notation {
namespace {

struct Cell {
  Tick begin = 0;
  Tick end = 0;
};

constexpr Tick kShortestCell = 2 * kGrid;
constexpr Tick kLongestCell = 8 * kTicksPerQuarter;

// What it costs to cut an event, to cut a note that is itself part of a triplet, and to count
// across beats: two cuts are better than a long cell, and that than a third torn in two.
constexpr int kCut = 1;
constexpr int kLongCell = 3;
constexpr int kCutThird = 4;

class CellFinder {
 public:
  CellFinder(const std::vector<Event>& events, Tick bar_begin)
      : events_(events), bar_begin_(bar_begin) {}

  // Disjoint cells in order that hold every time beside the grid; nothing when there are none.
  std::optional<std::vector<Cell>> find() const {
    std::vector<Cell> cells;
    for (std::size_t i = 1; i < events_.size(); ++i) {
      const Tick tick = events_[i].begin;
      if (on_grid(tick) || (!cells.empty() && tick < cells.back().end)) continue;
      const std::optional<Cell> cell = cell_around(tick);
      if (!cell) return std::nullopt;
      // Cells are aligned, so one that begins no later swallows those it meets.
      while (!cells.empty() && cells.back().begin >= cell->begin) cells.pop_back();
      cells.push_back(*cell);
    }
    return cells;
  }

 private:
  bool on_grid(Tick tick) const { return (tick - bar_begin_) % kGrid == 0; }

  // What speaks against a cell: first cuts and length, then short parts in it.
  struct Cost {
    int cuts = 0;
    Tick shortest = 0;
    bool operator<(const Cost& other) const {
      return cuts != other.cuts ? cuts < other.cuts : shortest > other.shortest;
    }
  };

  std::optional<Cell> cell_around(Tick tick) const {
    std::optional<Cell> best;
    Cost least;
    for (Tick size = kShortestCell; size <= kLongestCell; size *= 2) {
      const Tick begin = bar_begin_ + (tick - bar_begin_) / size * size;
      const Cell cell{begin, begin + size};
      const std::optional<Cost> cost = cost_of(cell);
      if (!cost || (best && !(*cost < least))) continue;
      best = cell;
      least = *cost;
    }
    return best;
  }

  // Nothing when the cell cannot be a triplet: a time in it is not a third.
  std::optional<Cost> cost_of(const Cell& cell) const {
    if (cell.begin < events_.front().begin || cell.end > events_.back().end) return std::nullopt;
    const Tick size = cell.end - cell.begin;
    Cost cost{size > kTicksPerQuarter ? kLongCell : 0, size};
    for (const Event& event : events_) {
      if (event.end <= cell.begin || event.begin >= cell.end) continue;
      for (const Tick tick : {event.begin, event.end}) {
        const bool inside = cell.begin < tick && tick < cell.end;
        if (inside && (tick - cell.begin) % kTupletGrid != 0) return std::nullopt;
      }
      cost.shortest = std::min(cost.shortest,
                               std::min(event.end, cell.end) - std::max(event.begin, cell.begin));
      if (event.begin >= cell.begin && event.end <= cell.end) continue;
      const bool third = event.chord != nullptr && !on_grid(event.begin) && !on_grid(event.end);
      cost.cuts += third ? kCutThird : kCut;
    }
    return cost;
  }

  const std::vector<Event>& events_;
  Tick bar_begin_;
};

}  // namespace

std::optional<std::vector<Group>> group_triplets(const std::vector<Event>& events, Tick bar_begin) {
  const auto cells = CellFinder(events, bar_begin).find();
  if (!cells) return std::nullopt;
  std::vector<Group> groups;
  auto cell = cells->begin();
  bool in_cell = false;
  const auto append = [&](const Event& event) {
    const bool begins = in_cell && event.begin == cell->begin;
    if (groups.empty() || groups.back().triplet != in_cell || begins)
      groups.push_back({in_cell, {}});
    groups.back().events.push_back(event);
  };
  for (Event rest : events) {
    while (cell != cells->end() && rest.begin < rest.end) {
      const Tick edge = rest.begin < cell->begin ? cell->begin : cell->end;
      in_cell = rest.begin >= cell->begin;
      const Event piece{rest.begin, std::min(rest.end, edge), rest.chord};
      append(piece);
      rest.begin = piece.end;
      if (in_cell && piece.end == cell->end) ++cell;
    }
    in_cell = false;
    if (rest.begin < rest.end) append(rest);
  }
  return groups;
}

}  // namespace bach::notation
