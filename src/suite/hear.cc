#include "suite/hear.h"

#include <algorithm>
#include <utility>

#include "form/form_analysis.h"
#include "form/motive/attacks.h"
#include "harmony/finder.h"
#include "score/bars.h"
#include "suite/decode.h"

namespace bach {

std::vector<PlanSection> plan_sections(const SuitePlan& plan) {
  const BarGrid bars(plan.metres, kSuiteTicksPerQuarter);
  std::vector<PlanSection> sections;
  for (const SuitePart& part : plan.parts) {
    sections.push_back(plan_section(plan.kind, part.role, part.key, bars, part.first_onset,
                                    part.end, kSuiteTicksPerQuarter));
  }
  return sections;
}

MotiveFrame motive_frame(const SuitePlan& plan) {
  std::vector<FramePart> parts;
  int dance = 0;
  for (const SuitePart& part : plan.parts) {
    if (!parts.empty() && part.key.at != plan.parts[parts.size() - 1].key.at) ++dance;
    parts.push_back({part.begin, part.first_onset, part.end, part.role, dance});
  }
  return motive_frame(plan.kind, std::move(parts), BarGrid(plan.metres, kSuiteTicksPerQuarter));
}

HarmonyPlan harmony_of_part(const SuitePlan& plan, std::size_t part) {
  HarmonyPlan chords;
  for (const PlannedChord& chord : plan.harmony) {
    if (chord.at >= plan.parts[part].first_onset && chord.at < plan.parts[part].end) {
      chords.push_back(chord);
    }
  }
  return chords;
}

Status hear_plan(SuitePlan& plan, const Score& score, const FinderParameters& finder) {
  const Result<HarmonyAnalysis> heard = find_harmony(score, finder);
  if (!heard) return heard.error();
  const Result<FormAnalysis> form = find_form(score, *heard);
  if (!form) return form.error();
  HarmonyPlan harmony;
  for (const PlanSection& section : plan_sections(plan)) {
    const HarmonyPlan part = heard_plan(*heard, section);
    harmony.insert(harmony.end(), part.begin(), part.end());
  }
  plan.harmony = std::move(harmony);
  const MotiveFrame frame = motive_frame(plan);
  plan.motives = heard_motives(*form, frame);
  hear_attacks(score, frame, plan.motives);
  return {};
}

Status hear_plan(SuitePiece& piece, const FinderParameters& finder) {
  return hear_plan(piece.plan, decode_suite(piece), finder);
}

}  // namespace bach
