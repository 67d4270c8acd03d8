#include "compose/asked_chords.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "score/bars.h"
#include "suite/hear.h"

namespace bach {
namespace {

// What of a part lies in a stretch.
struct AskedStretch {
  Tick begin = 0;
  Tick end = 0;
  int first = 0;  // bars in the parts before
  int bars = 0;
};

std::vector<AskedStretch> asked_stretches(const SuitePlan& plan, Tick begin, Tick end) {
  const BarGrid grid(plan.metres, kSuiteTicksPerQuarter);
  std::vector<AskedStretch> stretches;
  int first = 0;
  for (const SuitePart& part : plan.parts) {
    const Tick from = std::max(part.begin, begin);
    const Tick to = std::max(from, std::min(part.end, end));
    stretches.push_back({from, to, first, static_cast<int>(grid.bar_lines_between(from, to))});
    first += stretches.back().bars;
  }
  return stretches;
}

// Which of a bar's chords stands on a beat: the k-th begins on the first beat at or behind k of as
// many parts.
std::size_t chord_on_beat(const PlanBeat& beat, std::size_t chords) {
  return static_cast<std::size_t>(beat.place) * chords / static_cast<std::size_t>(beat.beats);
}

}  // namespace

int bars_to_ask(const SuitePlan& plan, Tick begin, Tick end) {
  const AskedStretch last = asked_stretches(plan, begin, end).back();
  return last.first + last.bars;
}

Result<HarmonyPlan> asked_chords(const NumeralBars& numerals, const SuitePlan& plan, Tick begin,
                                 Tick end) {
  const BarGrid grid(plan.metres, kSuiteTicksPerQuarter);
  const std::vector<AskedStretch> stretches = asked_stretches(plan, begin, end);
  const std::vector<PlanSection> sections = plan_sections(plan);
  HarmonyPlan asked;
  for (std::size_t p = 0; p < sections.size(); ++p) {
    const AskedStretch& stretch = stretches[p];
    const BarPosition opening = grid.at(stretch.begin);
    const std::int64_t first_bar = opening.bar + (2 * opening.offset >= opening.length ? 1 : 0);
    const std::uint8_t home = key_index(plan.parts[p].key);
    for (const PlanBeat& beat : sections[p].beats) {
      if (beat.begin < stretch.begin || beat.begin >= stretch.end) continue;
      const std::int64_t bar = grid.at(beat.begin).bar - first_bar;
      const auto index = static_cast<std::size_t>(
          stretch.first + std::clamp<std::int64_t>(bar, 0, std::max(0, stretch.bars - 1)));
      const std::vector<Numeral>& chords = numerals[index];
      if (chords.size() > static_cast<std::size_t>(beat.beats)) {
        return invalid_argument("harmony", "bar " + std::to_string(index + 1) + " has " +
                                               std::to_string(chords.size()) + " chords in " +
                                               std::to_string(beat.beats) +
                                               " beats; there is room for one a beat");
      }
      const Numeral& numeral = bar < 0               ? chords.front()
                               : bar >= stretch.bars ? chords.back()
                                                     : chords[chord_on_beat(beat, chords.size())];
      const PlannedChord next{beat.begin, chord_in(numeral, home), numeral.key.value_or(home)};
      if (!asked.empty() && asked.back().chord == next.chord && asked.back().key == next.key) {
        continue;
      }
      asked.push_back(next);
    }
  }
  return asked;
}

void end_on_planned_chords(MovementTask& task) {
  const HarmonyPlan& chords = task.plan.harmony;
  for (std::size_t p = 0; p < task.endings.size(); ++p) {
    std::optional<PartEnding>& ending = task.endings[p];
    if (!ending) continue;
    const SuitePart& part = task.plan.parts[p];
    const PlannedChord& last = chords[chord_at(chords, part.end - 1)];
    const Tick onset = std::max(ending->onset, last.at);
    ending.reset();
    if (onset > part.begin && nearest_duration(part.end - onset, part.end - onset)) {
      ending = ending_on(last.chord, part.key, onset);
    }
  }
}

}  // namespace bach
