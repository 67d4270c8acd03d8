// Bars that repeat the one before on other degrees.
#include "harmony/plan/sequences.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "harmony/plan/build_plan.h"
#include "harmony/plan/numerals.h"

namespace bach {
namespace {

std::vector<int> moved(const std::string& numerals, int bars) {
  const PlanSection section = tests::section_of(PartRole::kWhole, {}, bars);
  const HarmonyPlan plan = *plan_of(*parse_numerals(numerals), {}, section);
  std::vector<PlanLabel> labels;
  for (const PlanBeat& beat : section.beats) {
    labels.push_back(label_of(plan[chord_at(plan, beat.begin)], section.home));
  }
  return moved_bars(section.beats, labels);
}

TEST(Sequences, AreBarsMoved) {
  // Falling fifths; the second pair lies a tone lower, the third is something else.
  EXPECT_EQ(moved("vi ii | V I | IV V", 3), (std::vector<int>{kNotMoved, 10, kNotMoved}));
  EXPECT_EQ(moved("I V | I V | I IV", 3), (std::vector<int>{kNotMoved, 0, kNotMoved}));
  // One root a bar is no sequence.
  EXPECT_EQ(moved("I | IV | V", 3), (std::vector<int>{kNotMoved, kNotMoved, kNotMoved}));
}

TEST(Sequences, NeedWholeBars) {
  const std::vector<Metre> metres = {{0, 4, 4}};
  const PlanSection section = plan_section(PieceKind::kGavotte, PartRole::kFirst, {},
                                           BarGrid(metres, 480), 960, 960 + 480 * 8, 480);
  std::vector<PlanLabel> labels(section.beats.size());
  labels[1].function = labels[3].function = labels[7].function = 4;
  // A half bar, a whole one and a half one.
  EXPECT_EQ(moved_bars(section.beats, labels), (std::vector<int>{kNotMoved, kNotMoved}));
}

}  // namespace
}  // namespace bach
