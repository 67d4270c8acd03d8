// Chords written as Roman numerals.
#include <gtest/gtest.h>

#include <string>

#include "harmony/harmony.h"
#include "score/key_name.h"

namespace bach {
namespace {

constexpr ChordQuality kMajor = ChordQuality::kMajor;
constexpr ChordQuality kMinor = ChordQuality::kMinor;
constexpr ChordQuality kSeven = ChordQuality::kDominantSeventh;
constexpr ChordQuality kDim = ChordQuality::kDiminished;
constexpr ChordQuality kDim7 = ChordQuality::kDiminishedSeventh;

std::string numeral(const char* key, int root, ChordQuality quality, int bass,
                    bool seventh = false) {
  HarmonySpan span;
  span.key = *key_from_name(key);
  span.chord = {static_cast<std::uint8_t>(root), quality};
  span.bass = static_cast<std::uint8_t>(bass);
  span.seventh = seventh;
  return roman_numeral(span);
}

TEST(Chord, HasItsTones) {
  EXPECT_EQ(chord_classes({0, kMajor}), 1 << 0 | 1 << 4 | 1 << 7);
  EXPECT_EQ(chord_classes({9, kMinor}), 1 << 9 | 1 << 0 | 1 << 4);
  EXPECT_EQ(chord_classes({7, kSeven}), 1 << 7 | 1 << 11 | 1 << 2 | 1 << 5);
  EXPECT_EQ(chord_classes({11, kDim}), 1 << 11 | 1 << 2 | 1 << 5);
  EXPECT_EQ(chord_classes({11, kDim7}), 1 << 11 | 1 << 2 | 1 << 5 | 1 << 8);
  EXPECT_TRUE(is_chord_tone({7, kSeven}, 65));
  EXPECT_FALSE(is_chord_tone({7, kSeven}, 64));
}

TEST(RomanNumeral, SaysInversionsByTheBass) {
  EXPECT_EQ(numeral("C major", 0, kMajor, 0), "I");
  EXPECT_EQ(numeral("C major", 0, kMajor, 4), "I6");
  EXPECT_EQ(numeral("C major", 0, kMajor, 7), "I64");
  EXPECT_EQ(numeral("C major", 7, kSeven, 7), "V7");
  EXPECT_EQ(numeral("C major", 7, kSeven, 11), "V65");
  EXPECT_EQ(numeral("C major", 7, kSeven, 2), "V43");
  EXPECT_EQ(numeral("C major", 7, kSeven, 5), "V42");
  EXPECT_EQ(numeral("C major", 2, kMinor, 5, true), "ii65");
  EXPECT_EQ(numeral("C major", 5, kMajor, 5, true), "IV7");
  EXPECT_EQ(numeral("C major", 0, kMajor, 2), "I");  // a passing note below
}

TEST(RomanNumeral, NamesTheDegreesOfMinor) {
  EXPECT_EQ(numeral("A minor", 9, kMinor, 9), "i");
  EXPECT_EQ(numeral("A minor", 0, kMajor, 0), "III");
  EXPECT_EQ(numeral("A minor", 5, kMajor, 9), "VI6");
  EXPECT_EQ(numeral("A minor", 7, kMajor, 7), "VII");
  EXPECT_EQ(numeral("A minor", 4, kMajor, 4), "V");
  EXPECT_EQ(numeral("A minor", 4, kMinor, 4), "v");
  EXPECT_EQ(numeral("A minor", 8, kDim7, 8), "viio7");
  EXPECT_EQ(numeral("A minor", 11, kDim, 2), "iio6");
  EXPECT_EQ(numeral("A minor", 11, kDim, 2, true), "iiø65");
  EXPECT_EQ(numeral("A minor", 10, kMajor, 2), "bII6");
  EXPECT_EQ(numeral("A minor", 9, kMajor, 9), "I");  // a Picardy third
}

TEST(RomanNumeral, NamesWhatAChordIsAppliedTo) {
  EXPECT_EQ(numeral("C major", 2, kMajor, 2), "V/V");
  EXPECT_EQ(numeral("C major", 2, kSeven, 6), "V65/V");
  EXPECT_EQ(numeral("C major", 0, kSeven, 10), "V42/IV");
  EXPECT_EQ(numeral("C major", 4, kSeven, 4), "V7/vi");
  EXPECT_EQ(numeral("C major", 6, kDim7, 6), "viio7/V");
  EXPECT_EQ(numeral("C major", 1, kDim7, 4), "viio65/ii");
  EXPECT_EQ(numeral("A minor", 9, kSeven, 9), "V7/iv");
  EXPECT_EQ(numeral("A minor", 7, kSeven, 7), "V7/III");
  EXPECT_EQ(numeral("A minor", 3, kDim, 6), "viio6/V");
}

TEST(RomanNumeral, WritesWhatIsOutsideTheKey) {
  EXPECT_EQ(numeral("C major", 8, kMajor, 8), "bVI");
  EXPECT_EQ(numeral("C major", 6, kMinor, 6), "#iv");
  EXPECT_EQ(numeral("A minor", 1, kMajor, 1), "#III");
  EXPECT_EQ(numeral("C major", 11, kDim, 2, true), "viiø65");
}

}  // namespace
}  // namespace bach
