#include "harmony/plan/section.h"

#include <algorithm>

namespace bach {

Tick plan_beat_ticks(const Metre& metre, int ticks_per_quarter) {
  if (metre.denominator >= 8 && metre.numerator % 3 == 0) {
    return bar_ticks({0, 3, metre.denominator}, ticks_per_quarter);
  }
  return std::min<Tick>(ticks_per_quarter, beat_ticks(metre, ticks_per_quarter));
}

PlanSection plan_section(PieceKind kind, PartRole role, const Key& home, const BarGrid& bars,
                         Tick first_onset, Tick end, int ticks_per_quarter) {
  PlanSection section{kind, role, home, {}};
  int bar = 0;
  for (Tick tick = first_onset; tick < end;) {
    const BarPosition position = bars.at(tick);
    const Tick beat = plan_beat_ticks(position.metre, ticks_per_quarter);
    PlanBeat next;
    next.place = static_cast<int>(position.offset / beat);
    const Tick begin = position.begin + next.place * beat;
    next.begin = std::max(begin, first_onset);
    next.end = std::min({begin + beat, position.begin + position.length, end});
    next.beats = static_cast<int>((position.length + beat - 1) / beat);
    if (!section.beats.empty() && next.place == 0) ++bar;
    if (section.beats.empty() && next.place > 0) bar = -1;
    next.bar = bar;
    section.beats.push_back(next);
    tick = next.end;
  }
  for (PlanBeat& beat : section.beats) beat.left = section.beats.back().bar - beat.bar;
  return section;
}

HarmonyPlan heard_plan(const HarmonyAnalysis& heard, const PlanSection& section) {
  HarmonyPlan plan;
  auto span = heard.spans.begin();
  for (const PlanBeat& beat : section.beats) {
    while (span + 1 != heard.spans.end() && span->end <= beat.begin) ++span;
    PlannedChord fullest;
    Tick most = 0;
    for (auto each = span; each != heard.spans.end() && each->begin < beat.end; ++each) {
      const Tick share = std::min(each->end, beat.end) - std::max(each->begin, beat.begin);
      if (share <= most) continue;
      most = share;
      fullest = {beat.begin, each->chord, key_index(each->key)};
    }
    if (most == 0) {
      if (!plan.empty()) continue;
      fullest = {beat.begin, span->chord, key_index(span->key)};
    }
    if (plan.empty() || plan.back().chord != fullest.chord || plan.back().key != fullest.key) {
      plan.push_back(fullest);
    }
  }
  return plan;
}

}  // namespace bach
