// Plans written and read again.
#include "compose/plan_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/draws.h"
#include "compose/movement_planner.h"
#include "compose/planned_forms.h"
#include "compose/small_plan.h"
#include "harmony/functions.h"
#include "suite/hear.h"

namespace bach {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string with(std::string text, const std::string& old_text, const std::string& new_text) {
  const std::size_t at = text.find(old_text);
  EXPECT_NE(at, std::string::npos) << old_text;
  return text.replace(at, old_text.size(), new_text);
}

std::string refused(const std::string& text) {
  const Result<MovementForm> form = read_plan(text);
  return form ? "taken" : form.error().text();
}
// The menuet with one thing changed.
std::string refused_with(const std::string& old_text, const std::string& new_text) {
  return refused(with(test::kSmallPlan, old_text, new_text));
}

TEST(PlanText, SaysAPlan) {
  const Result<MovementForm> form = read_plan(test::kSmallPlan);
  ASSERT_TRUE(form.ok()) << form.error().text();
  const SuitePlan& plan = form->plan;
  EXPECT_EQ(plan.kind, PieceKind::kMenuet);
  EXPECT_EQ(plan.metres, (std::vector<Metre>{{0, 3, 4}}));
  ASSERT_EQ(plan.parts.size(), 2u);
  const Key key{0, 1, Mode::kMajor};
  EXPECT_EQ(plan.parts[0], (SuitePart{960, 6720, 960, PartRole::kFirst, key}));
  EXPECT_EQ(plan.parts[1], (SuitePart{6720, 12480, 6720, PartRole::kLast, key}));
  EXPECT_EQ(form->play_order, (std::vector<int>{0, 0, 1, 1}));
  EXPECT_EQ(form->compass, (PitchLimits{36, 67}));
  // The part ends on the chord that stands there.
  EXPECT_EQ(form->endings[0], ending_on(EndingChord::kDominant, key, 4 * 1440));
  EXPECT_EQ(form->endings[1], ending_on(EndingChord::kTonic, key, 8 * 1440));
  const Chord g{7, ChordQuality::kMajor};
  const Chord a7{9, ChordQuality::kDominantSeventh};
  EXPECT_EQ(plan.harmony[0], (PlannedChord{960, g, 7}));
  EXPECT_EQ(plan.harmony[4], (PlannedChord{3 * 1440, a7, 2}));
  ASSERT_EQ(plan.motives.size(), 10u);
  MotiveChoice first{BarRelation::kSequence, 1440, 1};
  first.weight = 0.3;
  MotiveChoice other{BarRelation::kSequence, 2880, -2};
  other.weight = -0.693;
  EXPECT_EQ(plan.motives[3], (PlannedBar{3 * 1440, 3 * 1440, {first, other}}));
  EXPECT_TRUE(plan.motives[7].choices[0].follows);
  // An upbeat stands in the bar that the part before left unfinished.
  EXPECT_EQ(plan.motives[5], (PlannedBar{6720, 5760, {{BarRelation::kLiteral, 0}}}));
}

TEST(PlanText, AChordInAnotherKeyIsAnotherChord) {
  const auto form = read_plan(with(test::kSmallPlan, "2 | I . .", "2 | I D: . ."));
  ASSERT_TRUE(form.ok()) << form.error().text();
  EXPECT_EQ(form->plan.harmony[4], (PlannedChord{2 * 1440 + 480, {7, ChordQuality::kMajor}, 2}));
}

TEST(PlanText, HalvesOfABar) {
  const auto form = read_plan(
      with(test::kSmallPlan, "2 | I . . | rhythm of bar 1", "2 | I . . | new with halves alike"));
  ASSERT_TRUE(form.ok()) << form.error().text();
  EXPECT_EQ(form->plan.motives[2].halves, BarHalves::kFigure);
  EXPECT_EQ(form->plan.motives[2].choices, std::vector<MotiveChoice>{MotiveChoice{}});
  const auto rhythm = read_plan(with(test::kSmallPlan, "2 | I . . | rhythm of bar 1",
                                     "2 | I . . | rhythm of bar 1 with halves in rhythm"));
  ASSERT_TRUE(rhythm.ok()) << rhythm.error().text();
  EXPECT_EQ(rhythm->plan.motives[2].halves, BarHalves::kRhythm);
  EXPECT_EQ(rhythm->plan.motives[2].choices.front().relation, BarRelation::kRhythm);
  EXPECT_NE(plan_text(*rhythm).find("| rhythm of bar 1 with halves in rhythm\n"),
            std::string::npos);
  EXPECT_NE(plan_text(*form).find("| new with halves alike\n"), std::string::npos);
  EXPECT_NE(refused_with("| = bar 1", "| = bar 1 with halves alike").find("halves are of"),
            std::string::npos);
  EXPECT_NE(
      refused_with("7 | V . V7 | new", "7 | V . V7 | new with thirds").find("\"halves alike\""),
      std::string::npos);
}

TEST(PlanText, RhythmsOfNewBars) {
  const auto form = read_plan(with(test::kSmallPlan, "2 | I . . | rhythm of bar 1",
                                   "2 | I . . | new on 1 1+2/3 3+1/2 with halves in rhythm"));
  ASSERT_TRUE(form.ok()) << form.error().text();
  EXPECT_EQ(form->plan.motives[2].attacks, (std::vector<Tick>{0, 320, 1200}));
  EXPECT_EQ(form->plan.motives[2].halves, BarHalves::kRhythm);
  EXPECT_THAT(plan_text(*form), HasSubstr("| new on 1 1+2/3 3+1/2 with halves in rhythm\n"));
  const char* const kWrong[] = {"new on", "new on 4", "new on 2 1", "new on 1+1/7", "new on one"};
  for (const char* wrong : kWrong) {
    EXPECT_THAT(refused_with("7 | V . V7 | new", std::string("7 | V . V7 | ") + wrong),
                HasSubstr("behind \"on\""))
        << wrong;
  }
  EXPECT_THAT(refused_with("2 | I . . | rhythm of bar 1", "2 | I . . | rhythm of bar 1 on 2"),
              HasSubstr("'on' is not expected"));
}

TEST(PlanText, SaysAPairOfDances) {
  const Result<MovementForm> form = read_plan(test::kPlannedPair);
  ASSERT_TRUE(form.ok()) << form.error().text();
  const std::vector<SuitePart>& parts = form->plan.parts;
  EXPECT_EQ(parts[0], (SuitePart{1200, 4080, 1200, PartRole::kWhole, Key{0, 0, Mode::kMinor}}));
  EXPECT_EQ(parts[1], (SuitePart{4080, 6960, 4080, PartRole::kWhole, Key{4080, 3, Mode::kMajor}}));
  EXPECT_EQ(form->play_order, (std::vector<int>{0, 1}));
  EXPECT_EQ(form->endings[1], std::nullopt);
  EXPECT_EQ(form->endings[0]->onset, 2880 + 720);
  EXPECT_EQ(*read_plan(plan_text(*form)), *form);
}

TEST(PlanText, EveryPartBeginsWithAChord) {
  const auto form = read_plan(with(test::kSmallPlan, "4 | G: V ", "4 | . "));
  ASSERT_TRUE(form.ok()) << form.error().text();
  const HarmonyPlan& harmony = form->plan.harmony;
  EXPECT_EQ(harmony[chord_at(harmony, 6720)], (PlannedChord{6720, {2, ChordQuality::kMajor}, 2}));
}

TEST(PlanText, LinesMayHaveBlanksAndComments) {
  std::string text =
      with(test::kSmallPlan, "  1 | I . V7\n", "\n # here\r\n\t1|G:I .  V7 | new \r\n");
  EXPECT_EQ(*read_plan(text), *read_plan(test::kSmallPlan));
  text.pop_back();
  EXPECT_EQ(*read_plan(text), *read_plan(test::kSmallPlan));
}

// Bars, chords and choices at random, of any form.
void scramble(MovementForm& form, Draws& draws) {
  SuitePlan& plan = form.plan;
  plan.harmony.clear();
  for (const PlanSection& section : plan_sections(plan)) {
    for (const PlanBeat& beat : section.beats) {
      if (beat.begin > section.begin() && draws.below(2) == 0) continue;
      const Chord chord{static_cast<std::uint8_t>(draws.below(12)),
                        static_cast<ChordQuality>(draws.below(kChordQualities))};
      plan.harmony.push_back({beat.begin, chord, static_cast<std::uint8_t>(draws.below(kKeys))});
    }
  }
  for (std::size_t p = 0; p < plan.parts.size(); ++p) {
    if (!form.endings[p]) continue;
    const Tick onset = form.endings[p]->onset;
    const Chord& chord = plan.harmony[chord_at(plan.harmony, onset)].chord;
    form.endings[p] = ending_on(chord, plan.parts[p].key, onset);
  }
  for (std::size_t k = 0; k < plan.motives.size(); ++k) {
    PlannedBar& bar = plan.motives[k];
    bar.choices = {MotiveChoice{}};
    const auto relation = static_cast<BarRelation>(draws.below(5));
    bar.halves =
        relation == BarRelation::kNew ? static_cast<BarHalves>(draws.below(3)) : BarHalves::kFree;
    if (relation == BarRelation::kNew) continue;
    std::vector<MotiveChoice> choices;
    for (int choice = 0; choice < 4; ++choice) {
      const PlannedBar& source = plan.motives[draws.below(static_cast<std::uint32_t>(k + 1))];
      if (source.begin >= bar.begin || source.begin - source.line != bar.begin - bar.line) continue;
      MotiveChoice next{relation, source.line};
      if (relation == BarRelation::kSequence) {
        next.shift = draws.below(2) == 0 ? 1 + static_cast<int>(draws.below(14))
                                         : -1 - static_cast<int>(draws.below(14));
      }
      next.follows = draws.below(3) == 0;
      next.same_shift = next.follows && next.shift != 0 && draws.below(2) == 0;
      next.weight = draws.below(2) == 0 ? 0 : 2000 * draws.uniform() - 1000;
      choices.push_back(next);
    }
    if (!choices.empty()) {
      bar.choices = choices;
      bar.attacks.clear();
    }
    if (relation <= BarRelation::kRhythm) bar.halves = static_cast<BarHalves>(draws.below(3));
  }
}

TEST(PlanText, IsReadAsItWasWritten) {
  const test::PlannedForms& planned = test::planned_forms();
  Draws draws(5, Purpose::kPlan, 0);
  std::size_t longest = 0;
  for (std::uint32_t trial = 0; trial < 240; ++trial) {
    MovementForm form = planned.form(trial, trial % 5 == 0);
    for (int kind = 0; kind < 2; ++kind) {
      const std::string text = plan_text(form);
      const Result<MovementForm> read = read_plan(text);
      ASSERT_TRUE(read.ok()) << read.error().text() << "\n" << text;
      EXPECT_EQ(read->plan.parts, form.plan.parts) << text;
      EXPECT_EQ(read->plan.harmony, form.plan.harmony) << text;
      EXPECT_EQ(read->plan.motives, form.plan.motives) << text;
      EXPECT_EQ(*read, form) << text;
      longest = std::max(longest, text.size());
      scramble(form, draws);
    }
  }
  EXPECT_GT(longest, 1000u);
}

TEST(PlanText, IsMadeForPeople) {
  MovementForm form = *read_plan(test::kSmallPlan);
  EXPECT_EQ(plan_text(form),
            "bach plan 1\n"
            "kind: menuet\n"
            "key: G major\n"
            "metre: 3/4\n"
            "begins: beat 3\n"
            "compass: C2-G4\n"
            "play: A A B B\n"
            "\n"
            "# A line a bar: its chords, one a beat, where . goes on; and what it takes up.\n"
            "\n"
            "part A: 4 bars, ends on beat 1\n"
            "   0 | G: I\n"
            "   1 | I . V7\n"
            "   2 | I . .     | rhythm of bar 1\n"
            "   3 | D: V7 . . | sequence of bar 1 up 1 (0.3) or bar 2 down 2 (-0.693)\n"
            "   4 | I .       | figure of bar 2\n"
            "\n"
            "part B: 4 bars, ends on beat 1\n"
            "   4 | G: V      | = bar 0\n"
            "   5 | V7 . .    | = bar 1\n"
            "   6 | I . IV    | = bar 2 next\n"
            "   7 | V . V7\n"
            "   8 | I .\n");
}

TEST(PlanText, RefusesOtherVersions) {
  EXPECT_EQ(refused_with("plan 1", "plan 2"),
            "plan: line 1: this is a plan of version '2'; this program reads version 1");
  EXPECT_EQ(refused(""), "plan: line 1: this is no plan: one begins with \"bach plan 1\"");
  EXPECT_EQ(refused("\n\nMThd"), "plan: line 3: this is no plan: one begins with \"bach plan 1\"");
}

TEST(PlanText, SaysWhatIsWrongWithTheWhole) {
  EXPECT_EQ(refused_with("kind: menuet", "kind: polka"),
            "plan: line 2: no kind of movement is called 'polka'");
  EXPECT_EQ(refused_with("kind:", "kinds:"),
            "plan: line 2: 'kinds' is not known here, did you mean kind?");
  EXPECT_EQ(refused_with("G major", "g"), "plan: line 3: 'g' is not a key; write \"G major\"");
  EXPECT_EQ(refused_with("key: G major\n", ""),
            "plan: line 9: the key is missing: \"key: G major\"");
  EXPECT_EQ(refused_with("3/4", "3/5"), "plan: line 4: '3/5' is not a metre; write \"3/4\"");
  EXPECT_EQ(refused_with("metre: 3/4\n", ""), "plan: line 9: the metre is missing: \"metre: 3/4\"");
  EXPECT_THAT(refused_with("begins: beat 3", "begins: beat 4"),
              StartsWith("plan: line 5: begins on a place of the bar"));
  EXPECT_THAT(refused_with("begins: beat 3", "begins: beat 3+1/7"), HasSubstr("line 5"));
  EXPECT_EQ(refused_with("C2-G4", "G4-C2"),
            "plan: line 6: 'G4-C2' is not a range of two pitches; write \"C2-A4\"");
  EXPECT_EQ(refused_with("A A B B", "A A"), "plan: line 7: part B is never played");
  EXPECT_EQ(refused_with("A A B B", "A B C"), "plan: line 7: part C is not there");
  EXPECT_EQ(refused_with("A A B B", "A b"),
            "plan: line 7: 'b' is not a part; write \"play: A A B B\"");
  EXPECT_EQ(refused_with("key:", "metre: 3/4\nkey: G major\nkey:"),
            "plan: line 5: key stands there twice");
  EXPECT_EQ(refused("bach plan 1\nkey: C\nmetre: 4/4\n"),
            "plan: line 3: a part is missing: \"part A: 8 bars, ends on beat 1\"");
  EXPECT_THAT(refused("bach plan 1\n1 | I\n"), StartsWith("plan: line 2: \"part A"));
}

TEST(PlanText, SaysWhatIsWrongWithAPart) {
  EXPECT_EQ(refused_with("part B", "part C"), "plan: line 16: \"part B\" comes next, not 'part C'");
  EXPECT_THAT(refused_with("part B: 4 bars", "part B: 1 bars"),
              StartsWith("plan: line 16: a part has 2 to 1024 bars"));
  EXPECT_THAT(refused_with("part B: 4 bars,", "part B: four bars,"), HasSubstr("line 16"));
  EXPECT_THAT(refused_with("ends on beat 1\n  0", "ends on beat 9\n  0"),
              StartsWith("plan: line 10: a part ends on a place of the bar"));
  EXPECT_EQ(refused_with("ends on beat 1\n  0", "ends on beat 3\n  0"),
            "plan: line 10: the part is over before its last chord");
  EXPECT_EQ(refused_with("part B: 4 bars", "part B: 5 bars"),
            "plan: line 16: the part has 5 bars, and bar 9 is missing");
  EXPECT_EQ(refused_with("part B: 4 bars", "part B: 3 bars"),
            "plan: line 21: the part has no more bars: 3 are to be there");
  EXPECT_THAT(refused_with("part B", "dance: D minor\n\ndance: C\npart B"), "taken");
  EXPECT_EQ(refused_with("part B: 4 bars, ends on beat 1\n", "dance: D minor\n"),
            "plan: line 17: \"part …\" comes behind \"dance: …\"");
}

TEST(PlanText, SaysWhatIsWrongWithABar) {
  EXPECT_EQ(refused_with("1 | I . V7", "1 | I . iq7"),
            "plan: line 12: 'iq7': not a Roman numeral; write I, ii6, V65/V, viio7, bVI or Cad64");
  EXPECT_EQ(refused_with("1 | I . V7", "1 | H: I . V7"),
            "plan: line 12: 'H:': not a key; write G: for a major and d: for a minor one");
  EXPECT_EQ(refused_with("1 | I . V7", "1 | I V7"),
            "plan: line 12: bar 1 has 3 beats, and 2 are written; write . where a chord goes on");
  EXPECT_EQ(refused_with("0 | G: I", "0 | I I"),
            "plan: line 11: bar 0 has 1 beat, and 2 are written; write . where a chord goes on");
  EXPECT_EQ(refused_with("0 | G: I", "0 | ."),
            "plan: line 11: there is no chord before it to go on");
  EXPECT_EQ(refused_with("2 | I", "3 | I"), "plan: line 13: bar 2 comes next, not '3'");
  EXPECT_THAT(refused_with("1 | I . V7", "1 I . V7"),
              StartsWith("plan: line 12: a bar is written \"1 | I . V7 | = bar 1\""));
  EXPECT_THAT(refused_with("1 | I . V7", "I . V7"),
              StartsWith("plan: line 12: 'I . V7' is not expected"));
}

TEST(PlanText, SaysWhatIsWrongWithWhatABarTakesUp) {
  const auto takes = [](const std::string& words) {
    return refused_with("rhythm of bar 1", words);
  };
  EXPECT_EQ(takes("= bar 2"), "plan: line 13: bar 2 is not written before bar 2");
  EXPECT_EQ(takes("= bar 7"), "plan: line 13: bar 7 is not written before bar 2");
  EXPECT_EQ(takes("= bar 0"), "plan: line 13: bar 0 begins elsewhere in its bar than bar 2");
  EXPECT_THAT(takes("like bar 1"), StartsWith("plan: line 13: a bar is new, \"= bar 1\""));
  EXPECT_THAT(takes("= 1"), StartsWith("plan: line 13: a bar is named as in"));
  EXPECT_EQ(takes("= bar 1 up 2"), "plan: line 13: a sequence alone goes up or down");
  EXPECT_EQ(takes("sequence of bar 1"),
            "plan: line 13: a sequence goes up or down: \"sequence of bar 1 up 1\"");
  EXPECT_EQ(takes("sequence of bar 1 up 0"),
            "plan: line 13: a sequence goes up or down by 1 to 14 steps");
  EXPECT_EQ(takes("= bar 1 alike"),
            "plan: line 13: \"alike\" stands behind \"next\", of a sequence");
  EXPECT_EQ(takes("= bar 1 (nan)"),
            "plan: line 13: a weight is a number from -1000 to 1000 in brackets");
  EXPECT_EQ(takes("= bar 1 and bar 0"),
            "plan: line 13: 'and' is not expected; choices are parted by \"or\"");
  std::string many = "= bar 1";
  for (int k = 0; k < 16; ++k) many += " or bar 1";
  EXPECT_EQ(takes(many), "plan: line 13: there are more than 16 choices");
}

TEST(PlanText, TakesAnyText) {
  constexpr std::string_view kPieces[] = {"\n",    "|",   "(9e99)", "sequence of", "bar 1", "\xFF",
                                          ":",     "A A", "C",      "dance: D\n",  "part ", " next",
                                          "up 1 ", " V",  "d: ",    " or bar 0",   "1 |",   " .",
                                          "# \n",  "4"};
  constexpr std::uint32_t kVersionLine = 12;  // characters
  Draws draws(3, Purpose::kPlan, 0);
  int taken = 0;
  for (int trial = 0; trial < 4000; ++trial) {
    std::string text = test::kSmallPlan;
    for (std::uint32_t change = 0; change <= draws.below(3); ++change) {
      const auto behind = static_cast<std::uint32_t>(text.size() - kVersionLine);
      const std::size_t at = kVersionLine + draws.below(behind + 1);
      const std::string_view piece = kPieces[draws.below(std::size(kPieces))];
      if (draws.below(2) == 0) {
        text.insert(at, piece);
      } else {
        text.replace(at, piece.size(), piece);
      }
    }
    const Result<MovementForm> form = read_plan(text);
    if (form) {
      ++taken;
      EXPECT_EQ(*read_plan(plan_text(*form)), *form) << text;
    } else {
      EXPECT_THAT(form.error().text(), StartsWith("plan: line "));
      EXPECT_EQ(form.error().text().find('\n'), std::string::npos);
    }
  }
  EXPECT_GT(taken, 50);
}

}  // namespace
}  // namespace bach
