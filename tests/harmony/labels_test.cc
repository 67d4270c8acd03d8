// What the finder hears in movements labelled by hand, which nothing of it was fitted to.
#include "harmony/labels.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>

#include "corpus/corpus.h"
#include "harmony/finder.h"

namespace bach {
namespace {

TEST(NumeralRoot, IsRead) {
  EXPECT_EQ(tests::root_of_numeral("V65/V", 0, Mode::kMajor), 2);
  EXPECT_EQ(tests::root_of_numeral("viio7/vi", 0, Mode::kMajor), 8);
  EXPECT_EQ(tests::root_of_numeral("bII6", 9, Mode::kMinor), 10);
  EXPECT_EQ(tests::root_of_numeral("VII", 9, Mode::kMinor), 7);
  EXPECT_EQ(tests::root_of_numeral("viio43", 9, Mode::kMinor), 8);
  EXPECT_EQ(tests::root_of_numeral("iiø65", 9, Mode::kMinor), 11);
  EXPECT_EQ(tests::root_of_numeral("Cad64", 7, Mode::kMajor), 2);
  EXPECT_EQ(tests::root_of_numeral("V7/III", 2, Mode::kMinor), 0);
  EXPECT_EQ(tests::root_of_numeral("x", 0, Mode::kMajor), -1);
}

// Beats, and those of them on which root and key are right.
struct Tally {
  double beats = 0;
  double root = 0;
  double key = 0;
  double numeral = 0;

  void add(const tests::LabelledBeat& beat) {
    beats += beat.beats;
    root += beat.root ? beat.beats : 0;
    key += beat.key ? beat.beats : 0;
    numeral += beat.numeral ? beat.beats : 0;
  }
  void print(const char* name) const {
    std::printf("%-10s %5.1f beats, root %.1f %%, key %.1f %%, numeral %.1f %%\n", name, beats,
                100 * root / beats, 100 * key / beats, 100 * numeral / beats);
  }
};

TEST(FindHarmony, AgreesWithLabelsByHand) {
  Tally all;
  std::array<Tally, 4> by_chord_certainty{};  // below .5, .7, .9, and above
  std::array<Tally, 4> by_key_certainty{};
  const auto bin = [](double certainty) {
    return certainty < 0.5 ? 0U : certainty < 0.7 ? 1U : certainty < 0.9 ? 2U : 3U;
  };
  for (const tests::LabelledMovement& movement : tests::kLabelledMovements) {
    const Result<Score> score = load_written_movement(*find_movement(movement.name));
    ASSERT_TRUE(score.ok());
    const Result<HarmonyAnalysis> heard = find_harmony(*score);
    ASSERT_TRUE(heard.ok());
    Tally tally;
    for (const tests::LabelledBeat& beat :
         tests::compared(tests::harmony_labels(movement), *score, *heard)) {
      tally.add(beat);
      all.add(beat);
      by_chord_certainty[bin(beat.heard.chord_certainty)].add(beat);
      by_key_certainty[bin(beat.heard.key_certainty)].add(beat);
    }
    tally.print(movement.name);
    EXPECT_GT(tally.root / tally.beats, 0.74) << movement.name;
    EXPECT_GT(tally.key / tally.beats, 0.85) << movement.name;
  }
  all.print("all");
  EXPECT_GT(all.root / all.beats, 0.82);
  EXPECT_GT(all.key / all.beats, 0.92);
  EXPECT_GT(all.numeral / all.beats, 0.53);
  const std::array<const char*, 4> names = {"below .5", ".5 to .7", ".7 to .9", ".9 and up"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::printf("%-10s root right %.0f of %.0f, key right %.0f of %.0f\n", names[i],
                by_chord_certainty[i].root, by_chord_certainty[i].beats, by_key_certainty[i].key,
                by_key_certainty[i].beats);
  }
  // Certainty means something: what is certain is right.
  EXPECT_GT(by_chord_certainty[3].root / by_chord_certainty[3].beats, 0.9);
  EXPECT_GT(by_key_certainty[3].key / by_key_certainty[3].beats, 0.95);
  EXPECT_LT(by_chord_certainty[0].root / by_chord_certainty[0].beats, 0.8);
}

}  // namespace
}  // namespace bach
