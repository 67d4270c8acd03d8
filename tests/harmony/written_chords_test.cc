// What was heard as symbols and numerals over the music.
#include "harmony/written_chords.h"

#include <gtest/gtest.h>

#include <string>

#include "score/key_name.h"

namespace bach {
namespace {

constexpr ChordQuality kMajorTriad = ChordQuality::kMajor;
constexpr ChordQuality kMinorTriad = ChordQuality::kMinor;
constexpr ChordQuality kSeventh = ChordQuality::kDominantSeventh;
constexpr ChordQuality kDiminishedTriad = ChordQuality::kDiminished;
constexpr ChordQuality kFullDiminished = ChordQuality::kDiminishedSeventh;

HarmonySpan span_in(const char* key, int root, ChordQuality quality, int bass = -1,
                    bool seventh = false) {
  HarmonySpan span;
  span.key = *key_from_name(key);
  span.chord = {static_cast<std::uint8_t>(root), quality};
  span.bass = static_cast<std::uint8_t>(bass < 0 ? root : bass);
  span.seventh = seventh;
  return span;
}

std::string symbol(const char* key, int root, ChordQuality quality, int bass = -1,
                   bool seventh = false) {
  return to_string(chord_symbol(span_in(key, root, quality, bass, seventh)));
}

TEST(ChordSymbolOfSpan, IsSpelledInItsKey) {
  EXPECT_EQ(symbol("E major", 8, kMinorTriad), "G#m");
  EXPECT_EQ(symbol("Ab major", 8, kMajorTriad), "Ab");
  EXPECT_EQ(symbol("C minor", 3, kMajorTriad), "Eb");
  EXPECT_EQ(symbol("F# minor", 1, kSeventh), "C#7");
  EXPECT_EQ(symbol("D minor", 3, kMajorTriad, 7), "Eb/G");  // the Neapolitan sixth
  EXPECT_EQ(symbol("C major", 6, kSeventh), "F#7");
}

TEST(ChordSymbolOfSpan, SpellsDiminishedChordsAsLeadingNotes) {
  EXPECT_EQ(symbol("G minor", 6, kFullDiminished), "F#dim7");
  EXPECT_EQ(symbol("C major", 1, kFullDiminished, 10), "C#dim7/Bb");
  EXPECT_EQ(symbol("C minor", 6, kFullDiminished), "F#dim7");
  EXPECT_EQ(symbol("C major", 8, kDiminishedTriad), "G#dim");
  EXPECT_EQ(symbol("A minor", 11, kDiminishedTriad), "Bdim");
}

TEST(ChordSymbolOfSpan, NamesTheBassWhereItIsOfTheChord) {
  EXPECT_EQ(symbol("Bb major", 10, kMajorTriad, 2), "Bb/D");
  EXPECT_EQ(symbol("A minor", 4, kSeventh, 8), "E7/G#");
  EXPECT_EQ(symbol("C major", 7, kMajorTriad, 9), "G");  // a passing note below
  HarmonySpan silent = span_in("C major", 7, kMajorTriad);
  silent.bass.reset();
  EXPECT_EQ(to_string(chord_symbol(silent)), "G");
}

TEST(ChordSymbolOfSpan, NamesDiatonicSevenths) {
  EXPECT_EQ(symbol("C major", 0, kMajorTriad, -1, true), "Cmaj7");
  EXPECT_EQ(symbol("C major", 2, kMinorTriad, 0, true), "Dm7/C");
  EXPECT_EQ(symbol("A minor", 11, kDiminishedTriad, -1, true), "Bm7b5");
  EXPECT_EQ(symbol("A minor", 5, kMajorTriad, 4, true), "Fmaj7/E");
  EXPECT_EQ(symbol("A minor", 7, kMajorTriad, -1, true), "G7");
}

TEST(WrittenChordsOfAnalysis, StandWhereTheyChange) {
  HarmonyAnalysis harmony;
  const auto add = [&](Tick begin, HarmonySpan span) {
    span.begin = begin;
    span.end = begin + 480;
    harmony.spans.push_back(span);
  };
  add(0, span_in("G major", 7, kMajorTriad));
  add(480, span_in("G major", 2, kMajorTriad));
  add(960, span_in("D major", 2, kMajorTriad));  // the same chord in another key
  add(1440, span_in("D major", 9, kSeventh, 1));
  add(1920, span_in("B minor", 11, kMinorTriad));
  const WrittenChords symbols = chord_symbols(harmony);
  ASSERT_EQ(symbols.size(), 4u);
  EXPECT_EQ(symbols[1].text(), "D");
  EXPECT_EQ(symbols[2].at, 1440);
  EXPECT_EQ(symbols[2].text(), "A7/C#");
  const WrittenChords numerals = roman_numerals(harmony);
  std::string line;
  for (const WrittenChord& chord : numerals) {
    EXPECT_FALSE(chord.symbol);
    line += std::to_string(chord.at) + " " + chord.text() + ", ";
  }
  EXPECT_EQ(line, "0 G: I, 480 V, 960 D: I, 1440 V65, 1920 b: i, ");
}

}  // namespace
}  // namespace bach
