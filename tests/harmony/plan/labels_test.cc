// Planned chords as labels counted from home.
#include "harmony/plan/labels.h"

#include <gtest/gtest.h>

#include "harmony/functions.h"
#include "score/key_name.h"

namespace bach {
namespace {

TEST(PlanLabels, EveryFunctionOfEveryKeyIsItselfAgain) {
  for (const char* home : {"C", "Eb", "F# minor", "D minor"}) {
    const Key key = *key_from_name(std::string(home) == "C" ? "C major" : home);
    for (int k = 0; k < kKeys; ++k) {
      for (int f = 0; f < function_count(k / kTonics); ++f) {
        const PlanLabel label{static_cast<std::uint8_t>(k),
                              static_cast<std::uint8_t>(first_function(k / kTonics) + f)};
        EXPECT_EQ(label_of(chord_of(label, key), key), label);
      }
    }
  }
}

TEST(PlanLabels, CountFromHome) {
  const Key g = *key_from_name("G major");
  // D7 in D major is V7/IV there.
  const PlanLabel label = label_of({0, {2, ChordQuality::kDominantSeventh}, 2}, g);
  EXPECT_EQ(label.key, 7);
  EXPECT_EQ(label.function, function_at(0, 0, ChordQuality::kDominantSeventh));
}

TEST(PlanLabels, AChordThatIsNoFunctionBecomesTheNearest) {
  const Key c{};
  // A flat minor in C major: two of its tones, A flat and B, are V/vi's.
  ASSERT_EQ(function_at(0, 8, ChordQuality::kMinor), -1);
  EXPECT_EQ(label_of({0, {8, ChordQuality::kMinor}, 0}, c).function,
            function_at(0, 4, ChordQuality::kMajor));
  // D diminished: three tones of the same root's seventh that C major has as viio7 (B D F A flat).
  ASSERT_EQ(function_at(0, 2, ChordQuality::kDiminished), -1);
  EXPECT_EQ(label_of({0, {2, ChordQuality::kDiminished}, 0}, c).function,
            function_at(0, 11, ChordQuality::kDiminishedSeventh));
  // G minor in C major shares two tones with G, E flat is none; the one on the same root is taken.
  EXPECT_EQ(label_of({0, {7, ChordQuality::kMinor}, 0}, c).function,
            function_at(0, 7, ChordQuality::kMajor));
}

TEST(PlanLabels, KnowWhatAFunctionIsInAnotherKey) {
  const int vi = function_at(0, 9, ChordQuality::kMinor);
  EXPECT_EQ(function_in(vi, 0, 7), function_at(0, 2, ChordQuality::kMinor));   // ii of G
  EXPECT_EQ(function_in(vi, 0, 21), function_at(1, 0, ChordQuality::kMinor));  // i of A minor
  EXPECT_EQ(function_in(vi, 0, 1), -1);                                        // nothing in D flat
}

TEST(PlanLabels, LeadingChordsHaveTheLeadingNote) {
  EXPECT_TRUE(leads_to({7, ChordQuality::kMajor}, 0));
  EXPECT_TRUE(leads_to({7, ChordQuality::kDominantSeventh}, 0));
  EXPECT_TRUE(leads_to({11, ChordQuality::kDiminished}, 0));
  EXPECT_TRUE(leads_to({11, ChordQuality::kDiminishedSeventh}, 0));
  EXPECT_FALSE(leads_to({7, ChordQuality::kMinor}, 0));
  EXPECT_FALSE(leads_to({5, ChordQuality::kMajor}, 0));
}

}  // namespace
}  // namespace bach
