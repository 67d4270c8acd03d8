// What is to be filled with chords: a section's beats and what is asked of them.
#pragma once

#include <vector>

#include "harmony/harmony.h"
#include "harmony/plan/plan.h"
#include "score/bars.h"
#include "score/part_role.h"
#include "score/piece_kind.h"
#include "score/score.h"

namespace bach {

// Chords change on beats alone.
struct PlanBeat {
  Tick begin = 0;
  Tick end = 0;   // > begin; shorter than a beat where the section begins or ends within one
  int place = 0;  // in its bar, 0 for the downbeat
  int beats = 1;  // a bar has
  int bar = 0;    // of the section, 0 for the first whole one, −1 in an upbeat
  int left = 0;   // bars of the section that begin later
};

struct PlanSection {
  PieceKind kind = PieceKind::kUnknown;
  PartRole role = PartRole::kWhole;
  Key home;
  std::vector<PlanBeat> beats;  // tile the section from its first note on; not empty

  Tick begin() const { return beats.front().begin; }
  Tick end() const { return beats.back().end; }
};

// A quarter in metres of halves and quarters; the dotted beat of compound time; else one unit of
// the denominator.
Tick plan_beat_ticks(const Metre& metre, int ticks_per_quarter);

// Of a section whose first note stands at `first_onset` < `end`.
PlanSection plan_section(PieceKind kind, PartRole role, const Key& home, const BarGrid& bars,
                         Tick first_onset, Tick end, int ticks_per_quarter);

// What was heard, by the section's beats: on each the chord and key that fill most of it, of two
// that do the earlier one.
HarmonyPlan heard_plan(const HarmonyAnalysis& heard, const PlanSection& section);

}  // namespace bach
