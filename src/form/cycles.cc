#include "form/cycles.h"

#include <algorithm>
#include <cstddef>
#include <tuple>

#include "score/form.h"
#include "score/unfold.h"
#include "score/written_bars.h"

namespace bach {
namespace {

// Whether all of at least two parts are stated twice at once.
bool all_repeated(const Form& form) {
  return form.parts.size() > 1 &&
         std::all_of(form.parts.begin(), form.parts.end(), [&](const Part& part) {
           return form.pattern.find(std::string(2, part.name)) != std::string::npos;
         });
}

int bar_at(const ScoreBars& music, Tick tick) {
  const auto after = std::upper_bound(music.bars.begin(), music.bars.end(), tick,
                                      [](Tick at, const FormBar& bar) { return at < bar.begin; });
  return std::max(0, static_cast<int>(after - music.bars.begin()) - 1);
}

}  // namespace

bool same_notes(const BarNotes& a, const BarNotes& b) {
  return a.length == b.length && a.from == b.from && !a.notes.empty() && a.notes == b.notes;
}

std::vector<LiteralCycle> cycles_in(std::span<const BarNotes> bars) {
  std::vector<LiteralCycle> runs;
  for (int period = 1; period <= kLongestPeriod; ++period) {
    bool on = false;
    for (std::size_t bar = static_cast<std::size_t>(period); bar < bars.size(); ++bar) {
      const bool again = same_notes(bars[bar], bars[bar - static_cast<std::size_t>(period)]);
      if (again && !on) runs.push_back({period, static_cast<int>(bar), 0});
      if (again) ++runs.back().bars;
      on = again;
    }
  }
  std::sort(runs.begin(), runs.end(), [](const LiteralCycle& a, const LiteralCycle& b) {
    return std::tuple(-a.bars, a.period, a.first_bar) < std::tuple(-b.bars, b.period, b.first_bar);
  });
  std::vector<LiteralCycle> kept;
  std::vector<bool> taken(bars.size());
  for (const LiteralCycle& run : runs) {
    const auto first = taken.begin() + run.first_bar;
    if (std::find(first, first + run.bars, true) != first + run.bars) continue;
    std::fill(first, first + run.bars, true);
    kept.push_back(run);
  }
  std::sort(kept.begin(), kept.end(),
            [](const LiteralCycle& a, const LiteralCycle& b) { return a.first_bar < b.first_bar; });
  return kept;
}

std::vector<LiteralCycle> cycles_of(const Score& score, const ScoreBars& music) {
  const Form form = form_of(score);
  if (all_repeated(form)) {
    std::vector<LiteralCycle> cycles;
    for (const FormPart& part : music.parts) {
      const std::span<const BarNotes> bars(music.notes);
      const auto first = static_cast<std::size_t>(part.first_bar);
      const auto count = static_cast<std::size_t>(part.last_bar - part.first_bar + 1);
      for (LiteralCycle cycle : cycles_in(bars.subspan(first, count))) {
        cycle.first_bar += part.first_bar;
        cycles.push_back(cycle);
      }
    }
    return cycles;
  }
  if (score.play_order.size() == score.sections.size()) return cycles_in(music.notes);
  const Score sounding = unfold(score);
  const ScoreBars played = bars_of_score(sounding, sounding.keys);
  const WrittenBars written(score);
  std::vector<LiteralCycle> cycles = cycles_in(played.notes);
  for (LiteralCycle& cycle : cycles) {
    const FormBar& bar = played.bars[static_cast<std::size_t>(cycle.first_bar)];
    cycle.first_bar = bar_at(music, written.written_tick(bar.begin));
  }
  std::stable_sort(cycles.begin(), cycles.end(), [](const LiteralCycle& a, const LiteralCycle& b) {
    return a.first_bar < b.first_bar;
  });
  return cycles;
}

}  // namespace bach
