#include "form/phrases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "form/build_form.h"

namespace bach {
namespace {

using tests::bars_of_eighths;
using tests::kBar;
using tests::kEighth;
using tests::kTune;

Cadence cadence_at(Tick at, CadenceKind kind = CadenceKind::kAuthentic) {
  return {at, kind, {}, false};
}

std::vector<Phrase> phrases_in(const Score& score, const std::vector<Cadence>& cadences,
                               const std::vector<HarmonySpan>& spans = {}) {
  HarmonyAnalysis harmony = tests::heard_in(score);
  harmony.cadences = cadences;
  harmony.spans = spans;
  const ScoreBars music = tests::cut(score);
  return phrases_of(music.parts, music.bars, harmony);
}

Score tune(int bars) {
  return bars_of_eighths(std::vector<std::vector<int>>(static_cast<std::size_t>(bars), kTune));
}

TEST(Phrases, WithoutACadenceAPartIsOne) {
  const auto phrases = phrases_in(tune(4), {});
  EXPECT_EQ(phrases, (std::vector<Phrase>{{0, 4 * kBar, {}}}));
}

TEST(Phrases, EndWithTheBarOfTheirCadence) {
  const Cadence half = cadence_at(3 * kBar, CadenceKind::kHalf);
  const Cadence full = cadence_at(7 * kBar);
  const auto phrases = phrases_in(tune(8), {half, full});
  EXPECT_EQ(phrases, (std::vector<Phrase>{{0, 4 * kBar, half}, {4 * kBar, 8 * kBar, full}}));
}

TEST(Phrases, OrWithItsLastChord) {
  HarmonySpan chord;
  chord.begin = 3 * kBar;
  chord.end = 3 * kBar + 4 * kEighth;
  const Cadence half = cadence_at(3 * kBar);
  const auto phrases = phrases_in(tune(8), {half}, {chord});
  EXPECT_EQ(phrases, (std::vector<Phrase>{{0, chord.end, half}, {chord.end, 8 * kBar, {}}}));
}

TEST(Phrases, OrBeforeTheNextUpbeat) {
  std::vector<std::vector<int>> bars(5, kTune);
  bars.insert(bars.begin(), {0, 0, 0, 0, 0, 0, 0, 60});
  const Cadence cadence = cadence_at(3 * kBar);
  const auto phrases = phrases_in(bars_of_eighths(bars), {cadence});
  ASSERT_EQ(phrases.size(), 2U);
  EXPECT_EQ(phrases[0].end, 4 * kBar - kEighth);
}

TEST(Phrases, OfCadencesInHasteTheLastCounts) {
  const Cadence first = cadence_at(3 * kBar, CadenceKind::kDeceptive);
  const Cadence second = cadence_at(4 * kBar);
  HarmonySpan chord;
  chord.begin = 3 * kBar;
  chord.end = 3 * kBar + 4 * kEighth;
  const auto phrases = phrases_in(tune(8), {first, second}, {chord});
  EXPECT_EQ(phrases, (std::vector<Phrase>{{0, 5 * kBar, second}, {5 * kBar, 8 * kBar, {}}}));
}

TEST(Phrases, ACadenceInTheLastBarEndsThePart) {
  const Cadence cadence = cadence_at(3 * kBar + 2 * kEighth);
  EXPECT_EQ(phrases_in(tune(4), {cadence}), (std::vector<Phrase>{{0, 4 * kBar, cadence}}));
}

}  // namespace
}  // namespace bach
