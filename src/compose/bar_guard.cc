#include "compose/bar_guard.h"

#include <algorithm>

#include "form/cycles.h"

namespace bach {
namespace {

// Bars that have to be known: those that may repeat, one more, and what they repeat.
constexpr std::size_t kKnownBars = 3 + kLongestPeriod;
static_assert(most_repeats(1) < 3 && most_repeats(kLongestPeriod) < 3);

bool repeats_too_often(const std::vector<BarNotes>& bars) {
  for (std::size_t period = 1; period <= kLongestPeriod; ++period) {
    int repeats = 0;
    for (std::size_t b = 0; b + period < bars.size(); ++b) {
      if (!same_notes(bars[b], bars[b + period])) break;
      ++repeats;
    }
    if (repeats > most_repeats(static_cast<int>(period))) return true;
  }
  return false;
}

}  // namespace

std::vector<BarNotes> BarGuard::last_bars(std::span<const SuiteNote> notes, bool in_one_row) const {
  std::vector<BarNotes> bars;
  const int part = notes.back().part;
  const std::int64_t last = bars_.at(notes.back().onset).bar;
  const auto goes_on = [&](std::size_t k) {
    return k > 0 && (in_one_row || notes[k - 1].part == part);
  };
  std::size_t k = notes.size();
  for (; goes_on(k); --k) {
    const SuiteNote& note = notes[k - 1];
    const BarPosition at = bars_.at(note.onset);
    const auto back = static_cast<std::size_t>(last - at.bar);
    if (back >= kKnownBars) break;
    if (back >= bars.size()) bars.resize(back + 1);
    bars[back].length = bar_ticks(at.metre, kSuiteTicksPerQuarter);
    bars[back].notes.push_back({at.offset, note.duration, note.token.pitch});
  }
  if (!goes_on(k)) {
    // Here it begins, perhaps with an upbeat; see bars_of_score().
    const BarPosition first = bars_.at(notes[k].onset);
    if (2 * first.offset >= first.length) bars.back().from = first.offset;
  }
  for (BarNotes& bar : bars) std::sort(bar.notes.begin(), bar.notes.end());
  return bars;
}

std::optional<std::size_t> BarGuard::one_too_many(std::span<const SuiteNote> notes,
                                                  bool bar_is_over) const {
  const bool too_often = repeats_too_often(last_bars(notes, false)) ||
                         (bar_is_over && repeats_too_often(last_bars(notes, true)));
  if (!too_often) return std::nullopt;
  const std::int64_t bar = bars_.at(notes.back().onset).bar;
  std::size_t first = notes.size() - 1;
  while (first > 0 && notes[first - 1].part == notes.back().part &&
         bars_.at(notes[first - 1].onset).bar == bar) {
    --first;
  }
  return first;
}

std::vector<SuiteNote> BarGuard::that_complete(std::span<const SuiteNote> notes, int part,
                                               Tick onset) const {
  std::vector<SuiteNote> complete;
  if (notes.empty()) return complete;
  const BarPosition here = bars_.at(onset);
  const std::int64_t last = bars_.at(notes.back().onset).bar;
  // No more is looked at: the bars that are known, and a note before them that says so.
  std::size_t from = notes.size();
  constexpr auto kKnown = static_cast<std::int64_t>(kKnownBars);
  while (from > 0 && here.bar - bars_.at(notes[from - 1].onset).bar <= kKnown) --from;
  if (from > 0) --from;
  std::vector<SuiteNote> longer(notes.begin() + static_cast<std::ptrdiff_t>(from), notes.end());
  const std::vector<BarNotes> bars = last_bars(notes, true);
  for (std::size_t b = 0; b < bars.size(); ++b) {
    const std::int64_t period = here.bar - last + static_cast<std::int64_t>(b);
    if (period < 1 || period > kLongestPeriod) continue;
    for (const BarNote& note : bars[b].notes) {
      if (note.offset != here.offset) continue;
      const SuiteNote next{onset, note.duration, {note.pitch, 0}, part};
      if (std::find(complete.begin(), complete.end(), next) != complete.end()) continue;
      longer.push_back(next);
      if (one_too_many(longer)) complete.push_back(next);
      longer.pop_back();
    }
  }
  return complete;
}

}  // namespace bach
