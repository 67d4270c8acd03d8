#include "compose/movement_planner.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/draws.h"
#include "score/bars.h"
#include "suite/hear.h"

namespace bach {
namespace {

// The stretch to be written: [begin, end).
struct Stretch {
  Tick begin = 0;
  Tick end = 0;
  bool has(Tick tick) const { return tick >= begin && tick < end; }
};

Stretch stretch_of(const MovementTask& task) {
  const Tick end = task.until > 0 ? task.until : task.plan.parts.back().end;
  return {task.given.empty() ? 0 : task.start, end};
}

// The music that is there already.
Score given_music(const MovementTask& task) {
  Score score;
  score.ticks_per_quarter = kSuiteTicksPerQuarter;
  score.metres = task.plan.metres;
  for (const SuitePart& part : task.plan.parts) score.keys.push_back(part.key);
  Track& track = score.tracks.emplace_back();
  for (const std::vector<SuiteNote>* notes : {&task.given, &task.following}) {
    for (const SuiteNote& note : *notes) {
      track.notes.push_back({note.onset, note.duration, note.token.pitch, kPlainVelocity});
      score.end = std::max(score.end, note.onset + note.duration);
    }
  }
  std::sort(track.notes.begin(), track.notes.end());
  return score;
}

// Of an endless part, as much as so many notes can fill.
SuitePlan planned_extent(const MovementTask& task) {
  SuitePlan plan = task.plan;
  if (task.notes == 0) return plan;
  const Tick bar = BarGrid(plan.metres, kSuiteTicksPerQuarter).at(plan.parts.back().begin).length;
  Tick& end = plan.parts.back().end;
  end = std::min(end, std::max(plan.parts.back().begin, task.start) + (task.notes + 1) * bar);
  return plan;
}

bool is_too_long(const SuitePlan& plan) {
  const BarGrid bars(plan.metres, kSuiteTicksPerQuarter);
  return std::any_of(plan.parts.begin(), plan.parts.end(), [&](const SuitePart& part) {
    return bars.bar_lines_between(part.begin, part.end) > kMostPlannedBars;
  });
}

// Beats outside the stretch carry what was heard there.
std::vector<std::optional<PlannedChord>> heard_beats(const PlanSection& section,
                                                     const HarmonyPlan& heard,
                                                     const Stretch& stretch) {
  std::vector<std::optional<PlannedChord>> fixed(section.beats.size());
  for (std::size_t k = 0; k < fixed.size() && !heard.empty(); ++k) {
    const Tick at = section.beats[k].begin;
    if (!stretch.has(at)) fixed[k] = heard[chord_at(heard, at)];
  }
  return fixed;
}

// A chord begins with every part, as in music that is heard.
void begin_with_parts(const SuitePlan& plan, HarmonyPlan& harmony) {
  for (const SuitePart& part : plan.parts) {
    const std::size_t k = chord_at(harmony, part.first_onset);
    if (harmony[k].at >= part.first_onset) continue;
    PlannedChord chord = harmony[k];
    chord.at = part.first_onset;
    harmony.insert(harmony.begin() + static_cast<std::ptrdiff_t>(k) + 1, chord);
  }
}

// The chords of `extent` within the stretch, those that were heard outside it.
HarmonyPlan chords_around(const SuitePlan& extent, const HarmonyPlan& heard,
                          const Stretch& stretch) {
  HarmonyPlan chords;
  for (const PlanSection& section : plan_sections(extent)) {
    for (const PlanBeat& beat : section.beats) {
      const bool asked = heard.empty() || stretch.has(beat.begin);
      const HarmonyPlan& from = asked ? extent.harmony : heard;
      PlannedChord next = from[chord_at(from, beat.begin)];
      next.at = beat.begin;
      const bool goes_on =
          !chords.empty() && chords.back().chord == next.chord && chords.back().key == next.key;
      if (!goes_on) chords.push_back(next);
    }
  }
  return chords;
}

// So that they are written in few digits.
void round_weights(MotivePlan& bars) {
  constexpr double kParts = 1000;
  for (PlannedBar& bar : bars) {
    for (MotiveChoice& choice : bar.choices) {
      choice.weight = std::round(choice.weight * kParts) / kParts;
    }
  }
}

double changes_per_beat(const HarmonyPlan& plan, const PlanSection& section) {
  return static_cast<double>(plan.size()) / static_cast<double>(section.beats.size());
}

}  // namespace

MovementPlanner::MovementPlanner(const PlanKnowledge& knowledge)
    : finder_(knowledge.finder), harmony_(knowledge.harmony), motives_(knowledge.motives) {}

HarmonyPlan MovementPlanner::drawn_chords(const MovementTask& task, const SuitePlan& extent,
                                          const HarmonyPlan& heard,
                                          const PlanRequest& request) const {
  Draws draws(task.seed, Purpose::kPlan, task.output);
  const Stretch stretch = stretch_of(task);
  HarmonyPlan harmony;
  std::optional<double> pace;
  const std::vector<PlanSection> sections = plan_sections(extent);
  for (std::size_t p = 0; p < sections.size(); ++p) {
    PlanWishes wishes;
    wishes.modulation = request.modulation;
    if (p > 0 && extent.parts[p].key.at == extent.parts[p - 1].key.at) wishes.pace = pace;
    if (task.endings[p]) {
      wishes.last = chord_of(*task.endings[p]);
      wishes.last_at = task.endings[p]->onset;
    }
    wishes.fixed = heard_beats(sections[p], heard, stretch);
    const HarmonyPlan part = harmony_.draw(sections[p], wishes, draws);
    pace = changes_per_beat(part, sections[p]);
    harmony.insert(harmony.end(), part.begin(), part.end());
  }
  return harmony;
}

void MovementPlanner::plan(MovementTask& task, const PlanRequest& request) const {
  if (!task.plan.motives.empty()) return;
  const SuitePlan extent = planned_extent(task);
  if (is_too_long(extent)) return;
  const Stretch stretch = stretch_of(task);
  SuitePlan heard = extent;
  heard.harmony.clear();
  const bool given = !task.given.empty() && hear_plan(heard, given_music(task), finder_).ok();
  const bool asked = !extent.harmony.empty();
  HarmonyPlan harmony = asked ? chords_around(extent, heard.harmony, stretch)
                              : drawn_chords(task, extent, heard.harmony, request);

  Draws bars(task.seed, Purpose::kMotive, task.output);
  DrawnMotives drawn = motives_.draw(motive_frame(extent), harmony, bars, given || asked);
  round_weights(drawn.bars);
  for (std::size_t k = 0; given && k < drawn.bars.size(); ++k) {
    if (!stretch.has(drawn.bars[k].begin)) drawn.bars[k] = heard.motives[k];
  }
  begin_with_parts(extent, drawn.harmony);
  task.plan.harmony = std::move(drawn.harmony);
  task.plan.motives = std::move(drawn.bars);
}

}  // namespace bach
