#include "form/halves.h"

#include <gtest/gtest.h>

#include "form/build_form.h"

namespace bach {
namespace {

BarHalves halves_in(const std::vector<int>& bar) {
  return halves_of(tests::cut(tests::bars_of_eighths({bar})).notes[0]);
}

TEST(Halves, TellsTheThreeApart) {
  EXPECT_EQ(halves_in({60, 64, 62, 65, 59, 67, 60, 71}), BarHalves::kFigure);
  EXPECT_EQ(halves_in({60, 64, 62, 65, 67, 62, 64, 71}), BarHalves::kRhythm);
  EXPECT_EQ(halves_in({60, -1, 62, 65, 67, -1, 64, 62}), BarHalves::kRhythm);
  EXPECT_EQ(halves_in({60, -1, 62, 65, 67, 62, -1, 65}), BarHalves::kFree);
  EXPECT_EQ(halves_in({60, -1, 62, 65, 67, 62, 64, 65}), BarHalves::kFree);
}

TEST(Halves, NeedAttacksEnough) {
  EXPECT_EQ(halves_in({60, -1, 64, -1, 62, -1, 65, -1}), BarHalves::kRhythm);
  EXPECT_EQ(halves_in({60, -1, -1, -1, 62, -1, -1, -1}), BarHalves::kFree);
  EXPECT_EQ(halves_in({60, -1, 62, 64, 59, -1, 60, 65}), BarHalves::kFigure);
}

// Of twelve eighths the halves have six: one direction of five may differ.
TEST(Halves, OneDirectionInFiveMayDiffer) {
  BarNotes bar;
  bar.length = 12 * tests::kEighth;
  for (const int step : {0, 1, 2, 3, 4, 5, 1, 2, 3, 2, 3, 4}) {
    bar.attacks.push_back({static_cast<Tick>(bar.attacks.size()) * tests::kEighth, step, 60});
  }
  EXPECT_EQ(halves_of(bar), BarHalves::kFigure);
  bar.attacks.back().step = 2;
  EXPECT_EQ(halves_of(bar), BarHalves::kRhythm);
}

TEST(Halves, AreHeardInWholeBars) {
  const Score score = tests::bars_of_eighths(
      {{60, 64, 62, 65, 59, 67, 60, 71}, {60, 64, 62, 65, 67, 62, 64, 71}, tests::kOther});
  const FormAnalysis form = *find_form(score, tests::heard_in(score));
  EXPECT_EQ(form.bars[0].halves, BarHalves::kFigure);
  EXPECT_EQ(form.bars[1].halves, BarHalves::kRhythm);
  EXPECT_EQ(form.bars[2].halves, BarHalves::kFree);
}

}  // namespace
}  // namespace bach
