// Sections and books for tests of plans.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/draws.h"
#include "corpus/corpus.h"
#include "harmony/finder.h"
#include "harmony/functions.h"
#include "harmony/plan/book.h"
#include "harmony/plan/heard.h"

namespace bach::tests {

inline constexpr Tick kQuarter = 480;

// `bars` whole bars from tick 0 on.
inline PlanSection section_of(PartRole role, Key home, int bars, Metre metre = {0, 4, 4},
                              PieceKind kind = PieceKind::kAllemande) {
  const std::vector<Metre> metres = {metre};
  const Tick end = bars * bar_ticks(metre, kQuarter);
  return plan_section(kind, role, home, BarGrid(metres, kQuarter), 0, end, kQuarter);
}

// Any chords in any keys, changing now and then.
inline HarmonyPlan any_plan(const PlanSection& section, Draws& draws) {
  HarmonyPlan plan;
  for (const PlanBeat& beat : section.beats) {
    if (!plan.empty() && draws.below(2) == 0) continue;
    PlannedChord next;
    next.at = beat.begin;
    next.chord.root = static_cast<std::uint8_t>(draws.below(12));
    next.chord.quality = static_cast<ChordQuality>(draws.below(kChordQualities));
    next.key = static_cast<std::uint8_t>(draws.below(kKeys));
    plan.push_back(next);
  }
  return plan;
}

// What is heard in the movements for cello; heard once.
inline const std::vector<HeardSection>& cello_sections() {
  static const std::vector<HeardSection> all = [] {
    std::vector<HeardSection> sections;
    for (const Movement& movement : cello_movements()) {
      const auto score = load_written_movement(movement);
      EXPECT_TRUE(score.ok()) << movement.name;
      const auto heard = find_harmony(*score);
      EXPECT_TRUE(heard.ok()) << movement.name;
      for (HeardSection& each : heard_sections(*score, *heard, kind_of(movement.alias))) {
        sections.push_back(std::move(each));
      }
    }
    return sections;
  }();
  return all;
}

inline const PlanBook& cello_book() {
  static const PlanBook book = [] {
    PlanBook made;
    for (const HeardSection& each : cello_sections()) {
      EXPECT_TRUE(made.add(each.section, each.plan));
    }
    return made;
  }();
  return book;
}

}  // namespace bach::tests
