#include "score/written_bars.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace bach {

WrittenBars::WrittenBars(const Score& score) : grid_(score) {
  Tick first = std::numeric_limits<Tick>::max();
  Tick last = 0;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) {
      first = std::min(first, note.onset);
      last = std::max(last, note.end() - 1);
    }
  }
  if (first <= last) {
    const BarPosition begin = grid_.at(first);
    uncounted_ = begin.bar - (2 * begin.offset >= begin.length ? 0 : 1);
    last_ = at(last);
  }
  Tick sounding = score.sections.empty() ? 0 : score.sections.front().begin;
  for (const int index : score.play_order) {
    if (index < 0 || static_cast<std::size_t>(index) >= score.sections.size()) continue;
    const Section& section = score.sections[static_cast<std::size_t>(index)];
    statements_.push_back({sounding, section.begin});
    sounding += section.end - section.begin;
  }
}

Tick WrittenBars::written_tick(Tick sounding) const {
  const auto after =
      std::upper_bound(statements_.begin(), statements_.end(), sounding,
                       [](Tick tick, const Statement& each) { return tick < each.sounding; });
  if (after == statements_.begin()) return sounding;
  const Statement& statement = *(after - 1);
  return statement.written + (sounding - statement.sounding);
}

Section WrittenBars::extent_of(std::int64_t number) const {
  // Bars do not become fewer as ticks go on.
  const auto begin_of = [&](std::int64_t bar) {
    Tick low = 0;
    Tick high = 1;
    while (at(high) < bar) high *= 2;
    while (low < high) {
      const Tick middle = low + (high - low) / 2;
      if (at(middle) >= bar) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  };
  return {begin_of(number), begin_of(number + 1)};
}

}  // namespace bach
