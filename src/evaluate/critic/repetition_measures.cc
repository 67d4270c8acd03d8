// What comes again, and how.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <tuple>

#include "evaluate/critic/measure_tools.h"
#include "ngram/repeated_runs.h"

namespace bach {
namespace {

// A note within its bar.
using BarNote = std::tuple<Tick, Tick, int>;  // offset, duration, pitch

struct BarContents {
  std::vector<BarNote> notes;
  std::vector<Tick> onsets;  // of the top line, within the bar
  std::vector<int> steps;    // of the top line, diatonic; one an onset
  std::vector<int> figure;   // rhythm and contour of the top line, see figure_of()
};

// Onsets and, from each top note to the next, the rough size of the move: none, a step, more, up or
// down.
std::vector<int> figure_of(const BarContents& bar) {
  std::vector<int> figure;
  for (std::size_t i = 0; i < bar.onsets.size(); ++i) {
    figure.push_back(static_cast<int>(bar.onsets[i]));
    if (i == 0) continue;
    const int move = bar.steps[i] - bar.steps[i - 1];
    const int rough = std::min(std::abs(move), 2);
    figure.push_back(move < 0 ? -rough : rough);
  }
  return figure;
}

std::vector<BarContents> contents_of_bars(const CriticDance& dance) {
  std::vector<BarContents> contents(dance.form.bars.size());
  for (std::size_t b = 0; b < contents.size(); ++b) {
    const FormBar& bar = dance.form.bars[b];
    const CriticDance::Range& range = dance.bar_notes[b];
    BarContents& made = contents[b];
    for (std::size_t i = range.begin; i < range.end; ++i) {
      const HeardNote& note = dance.notes[i];
      const Tick offset = note.onset - bar.begin;
      made.notes.emplace_back(offset, std::min(note.end, bar.end) - note.onset, note.pitch);
      // Notes that begin together come from the lowest up: the last one is on top.
      if (made.onsets.empty() || made.onsets.back() != offset) {
        made.onsets.push_back(offset);
        made.steps.push_back(note.step());
      } else {
        made.steps.back() = note.step();
      }
    }
    made.figure = figure_of(made);
  }
  return contents;
}

// Full bars that have enough in them to be told apart.
constexpr std::size_t kNotesOfAFigure = 3;
bool counts_as_bar(const CriticDance& dance, std::size_t bar) {
  const CriticDance::Range& range = dance.bar_notes[bar];
  return dance.form.bars[bar].full && range.end > range.begin;
}

// The first of the bars looked back at: four at most.
std::size_t four_before(std::size_t bar) { return bar < 4 ? 0 : bar - 4; }

// Calls is_event(bar, earlier) for the four bars before each full bar, until it says so.
template <typename IsEvent>
Measured bars_like_last_four(const CriticDance& dance, IsEvent&& is_event) {
  std::vector<int> bars;
  double all = 0;
  for (std::size_t b = 0; b < dance.form.bars.size(); ++b) {
    if (!counts_as_bar(dance, b)) continue;
    ++all;
    for (std::size_t a = four_before(b); a < b; ++a) {
      if (!is_event(b, a)) continue;
      bars.push_back(static_cast<int>(b));
      break;
    }
  }
  Measured measured = percent(static_cast<double>(bars.size()), all);
  measured.bars = std::move(bars);
  return measured;
}

// Bars in a row, the first statement counted: 1 where nothing comes again at once.
Measured longest_cycle(const CriticDance& dance, const ReferenceStatistics&) {
  Measured measured{1.0, {}};
  const LiteralCycle* longest = nullptr;
  for (const LiteralCycle& cycle : dance.form.cycles) {
    if (longest == nullptr || cycle.bars > longest->bars) longest = &cycle;
  }
  if (longest == nullptr) return measured;
  measured.value = 1.0 + longest->bars;
  for (int b = 0; b < longest->bars; ++b) measured.bars.push_back(longest->first_bar + b);
  return measured;
}

Measured repeated_bars(const CriticDance& dance, const ReferenceStatistics&) {
  const std::vector<BarContents> contents = contents_of_bars(dance);
  return bars_like_last_four(
      dance, [&](std::size_t b, std::size_t a) { return contents[a].notes == contents[b].notes; });
}

// Whether the top line of `b` is that of `a`, moved by one to four diatonic steps.
bool is_sequence(const BarContents& a, const BarContents& b) {
  if (a.onsets != b.onsets || a.onsets.size() < kNotesOfAFigure) return false;
  const int shift = b.steps.front() - a.steps.front();
  if (shift == 0 || std::abs(shift) > 4) return false;
  for (std::size_t i = 0; i < a.steps.size(); ++i) {
    if (b.steps[i] - a.steps[i] != shift) return false;
  }
  return true;
}

Measured sequence_bars(const CriticDance& dance, const ReferenceStatistics&) {
  const std::vector<BarContents> contents = contents_of_bars(dance);
  return bars_like_last_four(
      dance, [&](std::size_t b, std::size_t a) { return is_sequence(contents[a], contents[b]); });
}

// Bars whose rhythm and contour stood before, in whichever bar.
Measured figures_heard(const CriticDance& dance, const ReferenceStatistics&) {
  const std::vector<BarContents> contents = contents_of_bars(dance);
  std::set<std::vector<int>> figures;
  double heard = 0;
  double all = 0;
  for (std::size_t b = 0; b < contents.size(); ++b) {
    if (!counts_as_bar(dance, b)) continue;
    ++all;
    if (contents[b].onsets.size() < kNotesOfAFigure) continue;
    if (!figures.insert(contents[b].figure).second) ++heard;
  }
  return percent(heard, all);
}

// Bars of which half or more of the notes, but not all, stand at the same place in the bar before.
Measured near_repeats(const CriticDance& dance, const ReferenceStatistics&) {
  const std::vector<BarContents> contents = contents_of_bars(dance);
  std::vector<int> bars;
  double all = 0;
  for (std::size_t b = 1; b < contents.size(); ++b) {
    if (!counts_as_bar(dance, b)) continue;
    ++all;
    std::set<std::pair<Tick, int>> before;
    for (const auto& [offset, duration, pitch] : contents[b - 1].notes) {
      before.insert({offset, pitch});
    }
    std::size_t same = 0;
    for (const auto& [offset, duration, pitch] : contents[b].notes) {
      same += before.count({offset, pitch});
    }
    const std::size_t notes = std::max(contents[b].notes.size(), contents[b - 1].notes.size());
    if (2 * same >= notes && same < notes) bars.push_back(static_cast<int>(b));
  }
  Measured measured = percent(static_cast<double>(bars.size()), all);
  measured.bars = std::move(bars);
  return measured;
}

constexpr int kGramIntervals = 4;

Measured grams_heard(const CriticDance& dance, const ReferenceStatistics&) {
  const std::vector<int> intervals = melodic_intervals(dance);
  if (intervals.size() < kGramIntervals) return {};
  return {100 * recurring_share(intervals, kGramIntervals), {}};
}

Measured recall(const CriticDance& dance, const ReferenceStatistics&) {
  if (dance.moments.size() < 4 * (kGramIntervals + 1)) return {};
  return {100 * dance.form.recall, {}};
}

constexpr MeasureGroup kOfRepetition = MeasureGroup::kRepetition;
constexpr std::array kRepetitionMeasures = {
    CriticMeasure{"longest literal cycle", kOfRepetition, "bars", 1,
                  "bars in a row that are note for note the one, two, three or four before, and "
                  "the first",
                  longest_cycle},
    CriticMeasure{"bars repeating one of the last four", kOfRepetition, "%", 1, "note for note",
                  repeated_bars},
    CriticMeasure{"nearly repeated bars", kOfRepetition, "%", 1,
                  "half the notes or more, not all, are those of the bar before", near_repeats},
    CriticMeasure{"sequence bars", kOfRepetition, "%", 1,
                  "one of the last four, moved by one to four steps throughout", sequence_bars},
    CriticMeasure{"bars whose figure was heard", kOfRepetition, "%", 1,
                  "rhythm and contour stood in a bar before", figures_heard},
    CriticMeasure{"melodic grams heard before", kOfRepetition, "%", 1,
                  "four intervals of the melody that came earlier in the dance", grams_heard},
    CriticMeasure{"last quarter recalls first", kOfRepetition, "%", 1,
                  "four intervals of the last quarter that stood in the first", recall},
};

}  // namespace

std::span<const CriticMeasure> repetition_measures() { return kRepetitionMeasures; }

}  // namespace bach
