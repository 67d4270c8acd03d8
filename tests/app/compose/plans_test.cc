// Plans that users steer: chords as numerals, plans saved, changed and composed from.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <utility>
#include <vector>

#include "app/compose.h"
#include "app/compose/check.h"
#include "app/planned_model.h"
#include "base/file.h"
#include "compose/movement_rules.h"
#include "compose/plan_text.h"
#include "harmony/plan/numerals.h"
#include "score/bars.h"

namespace bach {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr Key kGMinor{0, -2, Mode::kMinor};

class Plans : public ::testing::Test {
 protected:
  Plans() : file_(testing::TempDir() + "bach_plans_test_" + std::to_string(::getpid()) + ".plan") {}
  ~Plans() override { std::filesystem::remove(file_); }

  ComposedPiece compose(const ComposeRequest& request) {
    auto pieces = compose_with(model_, request, {}, cancellation_);
    EXPECT_TRUE(pieces.ok()) << pieces.error().text();
    return pieces ? pieces->front() : ComposedPiece();
  }
  std::string refusal(const ComposeRequest& request) {
    const auto pieces = compose_with(model_, request, {}, cancellation_);
    return pieces ? "composed" : pieces.error().text();
  }
  void write(const std::string& text) { ASSERT_TRUE(write_file_atomically(file_, text).ok()); }

  std::string file_;
  AnyModel model_ = test::planned_model();
  Cancellation cancellation_;
};

TEST_F(Plans, OfAllThatIsComposed) {
  const ComposedPiece piece = compose({.kind = PieceKind::kMenuet, .bars = 16});
  const SuitePlan& plan = piece.movement->task.plan;
  EXPECT_EQ(plan.motives.size(), 16u);
  EXPECT_GT(plan.harmony.size(), 8u);
  EXPECT_TRUE(piece.plan.empty());
}

TEST_F(Plans, SavedOnesGiveTheSamePieceAgain) {
  std::vector<ComposeRequest> requests = {
      {.seed = 1, .kind = PieceKind::kMenuet},
      {.seed = 2, .key = kGMinor, .bars = 12},
      {.seed = 3, .kind = PieceKind::kGigue, .transpose = 3},
      {.seed = 4,
       .kind = PieceKind::kBourree,
       .key = Key{0, 6, Mode::kMajor},
       .instrument = Player(*find_instrument("violin")),
       .transpose = -2},
      {.seed = 5,
       .kind = PieceKind::kSarabande,
       .range = PitchLimits{40, 70},
       .bars = BarCount(4, 8)},
      {.seed = 6, .kind = PieceKind::kAllemande, .modulation = Modulation::kMore}};
  for (ComposeRequest& request : requests) {
    SCOPED_TRACE(request.seed);
    request.save_plan = file_;
    const ComposedPiece first = compose(request);
    ASSERT_THAT(first.plan, StartsWith("bach plan 1\n"));
    write(first.plan);
    ComposeRequest again = request;
    again.plan = file_;
    again.modulation = Modulation::kUsual;
    const ComposedPiece second = compose(again);
    EXPECT_EQ(second.score, first.score);
    EXPECT_EQ(second.plan, first.plan);
    // All that the plan says need not be asked for again.
    again.kind.reset();
    again.key.reset();
    again.bars.reset();
    EXPECT_EQ(compose(again).score, first.score);
    again.seed += 100;
    EXPECT_NE(compose(again).score, first.score);
  }
}

TEST_F(Plans, WhatIsChangedInThemIsComposed) {
  const ComposedPiece before =
      compose({.seed = 9, .kind = PieceKind::kSarabande, .key = kGMinor, .save_plan = "x"});
  MovementForm form = *read_plan(before.plan);
  for (PlannedChord& chord : form.plan.harmony) chord = {chord.at, {7, ChordQuality::kMajor}, 7};
  for (PlannedBar& bar : form.plan.motives) bar.choices = {MotiveChoice{}};
  write(plan_text(form));
  const ComposedPiece after = compose({.seed = 9, .plan = file_});
  const MovementTask& task = after.movement->task;
  EXPECT_EQ(task.plan.harmony, form.plan.harmony);
  EXPECT_EQ(task.plan.motives, form.plan.motives);
  EXPECT_NE(after.pitches, before.pitches);
  test::expect_rules_kept(task, after.movement->outcome.notes);
  test::expect_endings_kept(task, after.movement->outcome.notes);
  // It ends on the chord that is planned there.
  EXPECT_EQ(task.endings.back()->chord, chord_classes({7, ChordQuality::kMajor}));
}

TEST_F(Plans, OfSeveralPiecesEachHasItsOwn) {
  const auto pieces =
      compose_with(model_, {.outputs = 3, .bars = 8, .save_plan = "x"}, {}, cancellation_);
  ASSERT_TRUE(pieces.ok());
  EXPECT_NE((*pieces)[0].plan, (*pieces)[1].plan);
  write((*pieces)[2].plan);
  const auto again = compose_with(model_, {.outputs = 3, .plan = file_}, {}, cancellation_);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ((*again)[2].score, (*pieces)[2].score);
}

TEST_F(Plans, ChordsAreThoseAskedFor) {
  const std::string text = "I | V6 I . | ii65 V7 | I | D: V7 | I | G: IV V | I";
  const ComposedPiece piece = compose({.kind = PieceKind::kMenuet,
                                       .key = Key{0, 1, Mode::kMajor},
                                       .harmony = text,
                                       .save_plan = "x"});
  const MovementTask& task = piece.movement->task;
  const Tick bar = bar_ticks(task.plan.metres.front(), kSuiteTicksPerQuarter);
  EXPECT_EQ(task.plan.parts[0].end - task.plan.parts[0].begin, 4 * bar);
  EXPECT_EQ(task.plan.parts[1].end - task.plan.parts[1].begin, 4 * bar);
  const Tick first = BarGrid(task.plan.metres, 480).bar_line_from(task.plan.parts[0].begin);
  const auto at = [&](int number, int beat) {
    return task.plan.harmony[chord_at(task.plan.harmony, first + (number - 1) * bar + beat * 480)];
  };
  EXPECT_EQ(at(1, 0).chord, (Chord{7, ChordQuality::kMajor}));
  EXPECT_EQ(at(2, 0).chord, (Chord{2, ChordQuality::kMajor}));
  EXPECT_EQ(at(2, 1).chord, (Chord{7, ChordQuality::kMajor}));
  EXPECT_EQ(at(3, 2).chord, (Chord{2, ChordQuality::kDominantSeventh}));
  EXPECT_EQ(at(5, 0).chord, (Chord{9, ChordQuality::kDominantSeventh}));
  EXPECT_EQ(at(5, 0).key, 2);
  EXPECT_EQ(at(8, 0).key, 7);
  EXPECT_EQ(task.plan.motives.size(), read_plan(piece.plan)->plan.motives.size());
  EXPECT_EQ(task.endings[0]->chord, chord_classes({7, ChordQuality::kMajor}));
  test::expect_endings_kept(task, piece.movement->outcome.notes);
}

TEST_F(Plans, ChordsMoveWithThePiece) {
  const ComposedPiece piece = compose({.kind = PieceKind::kMenuet,
                                       .key = Key{0, 1, Mode::kMajor},
                                       .transpose = 2,
                                       .harmony = "I | V | D: V7 | I"});
  const HarmonyPlan& chords = piece.movement->task.plan.harmony;
  EXPECT_EQ(chords.front().chord, (Chord{9, ChordQuality::kMajor}));
  EXPECT_EQ(chords[2].chord, (Chord{11, ChordQuality::kDominantSeventh}));
  EXPECT_EQ(chords[2].key, 4);
}

TEST_F(Plans, ChordsOfAnInfillAreThoseAskedFor) {
  const auto planned = [&](std::optional<Player> player) {
    return compose({.instrument = std::move(player),
                    .infill = "cs1-4sar",
                    .from_bar = 5,
                    .to_bar = 6,
                    .harmony = "I vi | D: V7 I"})
        .movement->task;
  };
  const MovementTask cello = planned({});
  const auto at = [&](const MovementTask& task, Tick tick) {
    return task.plan.harmony[chord_at(task.plan.harmony, tick)];
  };
  EXPECT_EQ(at(cello, 4 * 1440).chord, (Chord{7, ChordQuality::kMajor}));
  EXPECT_EQ(at(cello, 5 * 1440 - 1).chord, (Chord{4, ChordQuality::kMinor}));
  EXPECT_EQ(at(cello, 5 * 1440).chord, (Chord{9, ChordQuality::kDominantSeventh}));
  EXPECT_EQ(at(cello, 6 * 1440 - 1), (PlannedChord{5 * 1440 + 960, {2, ChordQuality::kMajor}, 2}));
  // Around it there is what is heard.
  const MovementTask heard =
      compose({.infill = "cs1-4sar", .from_bar = 5, .to_bar = 6}).movement->task;
  for (const Tick tick : {Tick{0}, Tick{3 * 1440}, Tick{7 * 1440}}) {
    EXPECT_EQ(at(cello, tick).chord, at(heard, tick).chord);
  }
  // A violin plays it a twelfth higher, keys that are named and all.
  const MovementTask violin = planned(Player(*find_instrument("violin")));
  EXPECT_EQ(at(violin, 5 * 1440).chord, (Chord{4, ChordQuality::kDominantSeventh}));
  EXPECT_EQ(at(violin, 5 * 1440).key, 9);
}

TEST_F(Plans, NumeralsThatDoNotFitAreRefused) {
  EXPECT_THAT(refusal({.harmony = "I | iq7 | V"}),
              StartsWith("harmony: bar 2, 'iq7': not a Roman numeral"));
  EXPECT_EQ(refusal({.bars = 8, .harmony = "I | V | I"}),
            "harmony: 3 bars are written, and `bars` asks for 8");
  EXPECT_EQ(refusal({.infill = "cs1-4sar", .from_bar = 3, .to_bar = 6, .harmony = "I"}),
            "harmony: 1 bar is written, and `from_bar` to `to_bar` are 4");
  EXPECT_EQ(refusal({.kind = PieceKind::kMenuet, .harmony = "I | I V I V | I | I"}),
            "harmony: bar 2 has 4 chords in 3 beats; there is room for one a beat");
  EXPECT_THAT(refusal({.kind = PieceKind::kMenuet, .harmony = "I | V | I"}),
              StartsWith("harmony: a menuet of 2 parts needs at least 4"));
  EXPECT_THAT(refusal({.harmony = ""}), StartsWith("harmony: bar 1: it has no chord"));
  EXPECT_EQ(refusal({.notes = 100, .harmony = "I"}),
            "harmony: says how many bars there are: leave out `notes`");
  EXPECT_EQ(refusal({.primer = "cs1-4sar", .harmony = "I"}),
            "harmony: says how many bars there are: leave out `primer`");
  EXPECT_EQ(refusal({.harmony = "I | V | I | I", .modulation = Modulation::kMore}),
            "harmony: says the chords and their keys: leave out `modulate`");
}

TEST_F(Plans, ThoseThatSayOtherwiseAreRefused) {
  write(compose({.kind = PieceKind::kMenuet, .key = kGMinor, .bars = 12, .save_plan = "x"}).plan);
  const auto beside = [&](ComposeRequest request) {
    request.plan = file_;
    return refusal(request);
  };
  EXPECT_EQ(beside({.key = Key{0, 0, Mode::kMinor}}),
            "plan: is in G minor, and `key` asks for A minor; `transpose` moves a plan");
  EXPECT_EQ(beside({.key = Key{0, 1, Mode::kMajor}}),
            "plan: is in G minor, and `key` asks for G major; a plan keeps its mode");
  EXPECT_EQ(beside({.metre = Metre{0, 4, 4}}), "plan: is in 3/4, and `metre` asks for 4/4");
  EXPECT_EQ(beside({.kind = PieceKind::kGigue}),
            "plan: is of a menuet, and `kind` asks for a gigue");
  EXPECT_EQ(beside({.bars = 16}), "plan: has 12 bars, and `bars` asks for 16");
  EXPECT_EQ(beside({.bars = BarCount(8, 4)}), "plan: has 4+8 bars, and `bars` asks for 8+4");
  EXPECT_EQ(beside({.key = kGMinor, .metre = Metre{0, 3, 4}, .bars = 12}), "composed");
  EXPECT_EQ(beside({.notes = 20}), "plan: is of a whole movement: leave out `notes`");
  EXPECT_EQ(beside({.primer = "cs1-4sar"}), "plan: is of a whole movement: leave out `primer`");
  EXPECT_EQ(beside({.modulation = Modulation::kLess}), "plan: has its keys: leave out `modulate`");
  EXPECT_EQ(beside({.harmony = "I"}),
            "`plan` has all chords, and `harmony` says others: give one of them");
}

TEST_F(Plans, DamagedOnesAreRefusedWithTheirLine) {
  const std::string text =
      compose({.kind = PieceKind::kMenuet, .key = kGMinor, .bars = 12, .save_plan = "x"}).plan;
  std::string newer = text;
  newer.replace(newer.find("plan 1"), 6, "plan 9");
  write(newer);
  EXPECT_EQ(
      refusal({.plan = file_}),
      "plan: " + file_ + ": line 1: this is a plan of version '9'; this program reads version 1");
  std::string wrong = text;
  wrong.replace(wrong.find("3/4"), 3, "4/4");
  write(wrong);
  EXPECT_THAT(refusal({.plan = file_}), StartsWith("plan: " + file_ + ": line "));
  EXPECT_THAT(refusal({.plan = file_}),
              EndsWith("has 4 beats, and 3 are written; write . where a chord goes on"));
  std::filesystem::remove(file_);
  EXPECT_THAT(refusal({.plan = file_}), HasSubstr(file_));
}

TEST_F(Plans, AreSavedOfWholeMovementsAlone) {
  EXPECT_EQ(refusal({.notes = 50, .save_plan = "x"}),
            "save_plan: is of a whole movement: leave out `notes`");
  EXPECT_EQ(refusal({.primer = "cs1-4sar", .save_plan = "x"}),
            "save_plan: is of a whole movement: leave out `primer`");
  EXPECT_EQ(refusal({.infill = "cs1-4sar", .from_bar = 1, .to_bar = 2, .save_plan = "x"}),
            "save_plan: is of a whole movement: leave out `infill`");
  EXPECT_EQ(refusal({.kind = PieceKind::kMenuet, .tempo = 400, .seconds = 3600, .save_plan = "x"}),
            "save_plan: there is no plan of parts of more than 1024 bars");
}

TEST_F(Plans, AModelWithoutThemRefusesWhatNeedsThem) {
  write(compose({.bars = 8, .save_plan = "x"}).plan);
  model_ = test::clueless_model();
  const std::string why = "the model in the program knows no plans of chords and bars";
  EXPECT_EQ(refusal({.plan = file_}), "plan: " + why);
  EXPECT_EQ(refusal({.bars = 4, .harmony = "I | V | V | I"}), "harmony: " + why);
  EXPECT_EQ(refusal({.bars = 8, .save_plan = "x"}), "save_plan: " + why);
  EXPECT_EQ(refusal({.bars = 8, .modulation = Modulation::kLess}), "modulate: " + why);
}

}  // namespace
}  // namespace bach
