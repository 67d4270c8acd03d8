// Roman numerals read.
#include "harmony/plan/numerals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "harmony/functions.h"
#include "harmony/harmony.h"
#include "harmony/plan/build_plan.h"
#include "score/key_estimate.h"
#include "score/key_name.h"

namespace bach {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using tests::section_of;

constexpr ChordQuality kMajorOf = ChordQuality::kMajor;
constexpr ChordQuality kMinorOf = ChordQuality::kMinor;
constexpr ChordQuality kSeventhOf = ChordQuality::kDominantSeventh;
constexpr ChordQuality kDimOf = ChordQuality::kDiminished;
constexpr ChordQuality kDimSeventhOf = ChordQuality::kDiminishedSeventh;

// A numeral alone, in C major (0) or C minor (12).
Chord read(const std::string& text, int key = 0) {
  const auto bars = parse_numerals(text);
  EXPECT_TRUE(bars.ok()) << text << ": " << bars.error().message;
  return bars ? chord_in(bars->at(0).at(0), key) : Chord{99, kMajorOf};
}

std::string refused(const std::string& text) {
  const auto bars = parse_numerals(text);
  return bars ? "taken" : bars.error().text();
}

TEST(Numerals, AreReadAsTheyAreWritten) {
  // Every function of every key, each of its tones in the bass, with and without a seventh where
  // the quality does not name it.
  int count = 0;
  for (int k = 0; k < kKeys; ++k) {
    const Key key = key_of_index(k, {});
    for (int f = 0; f < function_count(k / kTonics); ++f) {
      const HarmonicFunction& function = kFunctionTable[first_function(k / kTonics) + f];
      HarmonySpan span;
      span.key = key;
      span.chord = {static_cast<std::uint8_t>((tonic_of(key) + function.offset) % 12),
                    function.quality};
      for (int above = -1; above < 12; ++above) {
        const int bass = (span.chord.root + above + 12) % 12;
        if (above >= 0 && !is_chord_tone(span.chord, bass)) continue;
        span.bass.reset();
        if (above >= 0) span.bass = static_cast<std::uint8_t>(bass);
        for (const bool seventh : {false, true}) {
          // A major triad with a seventh is written as a dominant seventh is.
          if (seventh && function.quality == kMajorOf) continue;
          span.seventh = seventh;
          const std::string text = roman_numeral(span);
          EXPECT_EQ(read(text, k), span.chord) << text << " in " << key_name(key);
          ++count;
        }
      }
    }
  }
  EXPECT_GT(count, 3000);
}

TEST(Numerals, SayEveryChordOfEveryKeyExactly) {
  for (int key = 0; key < kKeys; ++key) {
    for (int root = 0; root < 12; ++root) {
      for (int quality = 0; quality < kChordQualities; ++quality) {
        const Chord chord{static_cast<std::uint8_t>(root), static_cast<ChordQuality>(quality)};
        const std::string text = numeral_of(chord, key);
        EXPECT_EQ(read(text, key), chord) << text << " in key " << key;
      }
    }
  }
  EXPECT_EQ(numeral_of({2, kSeventhOf}, 0), "V7/V");
  EXPECT_EQ(numeral_of({8, kMajorOf}, 12), "VI");
  EXPECT_EQ(numeral_of({11, kDimOf}, 12), "viio");
  EXPECT_EQ(numeral_of({8, kSeventhOf}, 0), "V7/bII");
}

TEST(Numerals, LocalKeysAreNamedAsTheyAreRead) {
  for (int key = 0; key < kKeys; ++key) {
    for (int fifths = -7; fifths <= 7; ++fifths) {
      const std::string name = local_key_name(key, {0, fifths, Mode::kMajor});
      EXPECT_EQ(read_local_key(name), key) << name;
    }
  }
  EXPECT_EQ(local_key_name(12 + 6, {0, 3, Mode::kMajor}), "f#");
  EXPECT_EQ(local_key_name(10, {0, -1, Mode::kMajor}), "Bb");
}

TEST(Numerals, CadentialSixFoursAreTheTonic) {
  EXPECT_EQ(read("Cad64"), (Chord{0, kMajorOf}));
  EXPECT_EQ(read("Cad64", 12 + 2), (Chord{2, kMinorOf}));
  HarmonySpan span;
  span.cadential = true;
  EXPECT_EQ(read(roman_numeral(span)), (Chord{0, kMajorOf}));
}

TEST(Numerals, OfMajorKeys) {
  EXPECT_EQ(read("I"), (Chord{0, kMajorOf}));
  EXPECT_EQ(read("ii65"), (Chord{2, kMinorOf}));
  EXPECT_EQ(read("V43"), (Chord{7, kSeventhOf}));
  EXPECT_EQ(read("V2"), (Chord{7, kSeventhOf}));
  EXPECT_EQ(read("viio7"), (Chord{11, kDimSeventhOf}));
  EXPECT_EQ(read("vii°"), (Chord{11, kDimOf}));
  EXPECT_EQ(read("viiø7"), (Chord{11, kDimOf}));
  EXPECT_EQ(read("V7/V"), (Chord{2, kSeventhOf}));
  EXPECT_EQ(read("viio7/ii"), (Chord{1, kDimSeventhOf}));
  EXPECT_EQ(read("ii/IV"), (Chord{7, kMinorOf}));
  EXPECT_EQ(read("bII6"), (Chord{1, kMajorOf}));
  EXPECT_EQ(read("N6"), (Chord{1, kMajorOf}));
  EXPECT_EQ(read("bVI"), (Chord{8, kMajorOf}));
  EXPECT_EQ(read("♭VII"), (Chord{10, kMajorOf}));
  EXPECT_EQ(read("iv"), (Chord{5, kMinorOf}));
  EXPECT_EQ(read("IV7"), (Chord{5, kMajorOf}));  // a major seventh
  EXPECT_EQ(read("II7"), (Chord{2, kSeventhOf}));
}

TEST(Numerals, OfMinorKeys) {
  EXPECT_EQ(read("i", 12), (Chord{0, kMinorOf}));
  EXPECT_EQ(read("iiø65", 12), (Chord{2, kDimOf}));
  EXPECT_EQ(read("III", 12), (Chord{3, kMajorOf}));
  EXPECT_EQ(read("bIII", 12), (Chord{3, kMajorOf}));
  EXPECT_EQ(read("VI", 12), (Chord{8, kMajorOf}));
  EXPECT_EQ(read("VII7", 12), (Chord{10, kSeventhOf}));
  EXPECT_EQ(read("viio6", 12), (Chord{11, kDimOf}));
  EXPECT_EQ(read("V7/III", 12), (Chord{10, kSeventhOf}));
  EXPECT_EQ(read("viio7/iv", 12), (Chord{4, kDimSeventhOf}));
  EXPECT_EQ(read("v", 12), (Chord{7, kMinorOf}));
}

TEST(Numerals, KeepTheirInversion) {
  const std::vector<std::pair<const char*, int>> figures = {
      {"V", 0}, {"V6", 1}, {"V64", 2}, {"V7", 0}, {"V65", 1}, {"V43", 2}, {"V42", 3}, {"V2", 3}};
  for (const auto& [text, inversion] : figures) {
    EXPECT_EQ(parse_numerals(text)->at(0).at(0).inversion, inversion) << text;
  }
}

TEST(Numerals, StandInBars) {
  const auto bars = parse_numerals("| I V6 I |ii6 V|. | - V | % |");
  ASSERT_TRUE(bars.ok());
  ASSERT_EQ(bars->size(), 5U);
  EXPECT_EQ(bars->at(0).size(), 3U);
  EXPECT_EQ(bars->at(1).size(), 2U);
  ASSERT_EQ(bars->at(2).size(), 1U);
  EXPECT_EQ(bars->at(2)[0], bars->at(1)[1]);
  EXPECT_EQ(bars->at(3)[0], bars->at(1)[1]);
  EXPECT_EQ(bars->at(4), bars->at(3));
}

TEST(Numerals, ChangeKeys) {
  const auto bars = parse_numerals("I | D: V7 I | f#:i bb: V I64 | Bb:I");
  ASSERT_TRUE(bars.ok());
  EXPECT_EQ(bars->at(0)[0].key, std::nullopt);
  EXPECT_EQ(chord_in(bars->at(0)[0], 7), (Chord{7, kMajorOf}));
  EXPECT_EQ(chord_in(bars->at(1)[0], 7), (Chord{9, kSeventhOf}));
  EXPECT_EQ(chord_in(bars->at(1)[1], 7), (Chord{2, kMajorOf}));
  EXPECT_EQ(chord_in(bars->at(2)[0], 7), (Chord{6, kMinorOf}));
  EXPECT_EQ(bars->at(2)[1].key, 12 + 10);
  EXPECT_EQ(chord_in(bars->at(2)[1], 7), (Chord{5, kMajorOf}));
  EXPECT_EQ(bars->at(3)[0].key, 10);
}

TEST(Numerals, SayWhatIsWrongAndWhere) {
  EXPECT_THAT(refused("I | iq7 | V"), StartsWith("harmony: bar 2, 'iq7': not a Roman numeral; "));
  EXPECT_EQ(parse_numerals("I | iq7").error().offset, 4U);
  EXPECT_EQ(parse_numerals("I || V").error().offset, std::nullopt);
  EXPECT_THAT(refused("I Vi"), HasSubstr("bar 1, 'Vi': not a Roman numeral"));
  EXPECT_THAT(refused("VIII"), HasSubstr("not a Roman numeral"));
  EXPECT_THAT(refused("V13"), HasSubstr("not a Roman numeral"));
  EXPECT_THAT(refused("V/"), HasSubstr("not a Roman numeral"));
  EXPECT_THAT(refused("V/V/V"), HasSubstr("not a Roman numeral"));
  EXPECT_THAT(refused("Vo7"), HasSubstr("not a Roman numeral"));
  EXPECT_THAT(refused("H: I"), HasSubstr("bar 1, 'H:': not a key"));
  EXPECT_THAT(refused(": I"), HasSubstr("not a key"));
  EXPECT_THAT(refused(". I"), HasSubstr("no chord before"));
  EXPECT_THAT(refused("% | I"), HasSubstr("no bar before"));
  EXPECT_THAT(refused("I | V %"), HasSubstr("stands alone"));
  EXPECT_THAT(refused("I || V"), HasSubstr("bar 2: it has no chord"));
  EXPECT_THAT(refused("I | G: | V"), HasSubstr("bar 2: it has no chord"));
  EXPECT_THAT(refused(""), HasSubstr("bar 1: it has no chord"));
  EXPECT_THAT(refused(std::string("a\x01") + std::string(60, 'q')), HasSubstr("'a?qqq"));
}

TEST(Numerals, LieEvenlyOnTheirBars) {
  const Key g = *key_from_name("G major");
  const PlanSection four = section_of(PartRole::kWhole, g, 4);
  const HarmonyPlan plan = *plan_of(*parse_numerals("I V | I IV V | D: V7 I | ."), g, four);
  std::vector<Tick> at;
  for (const PlannedChord& each : plan) at.push_back(each.at / 480);
  EXPECT_EQ(at, (std::vector<Tick>{0, 2, 4, 6, 7, 8, 10}));
  EXPECT_EQ(plan[1].chord, (Chord{2, kMajorOf}));
  EXPECT_EQ(plan[1].key, 7);
  EXPECT_EQ(plan[5].chord, (Chord{9, kSeventhOf}));
  EXPECT_EQ(plan[5].key, 2);

  const PlanSection three = section_of(PartRole::kWhole, g, 1, {0, 3, 4});
  EXPECT_EQ(plan_of(*parse_numerals("I V"), g, three)->at(1).at, 960);
}

TEST(Numerals, LeaveWhatIsNotWrittenFree) {
  const std::vector<Metre> metres = {{0, 4, 4}};
  // With an upbeat of a beat.
  const PlanSection section = plan_section(PieceKind::kGavotte, PartRole::kFirst, {},
                                           BarGrid(metres, 480), 1440, 1440 + 480 * 9, 480);
  const auto beats = numeral_beats(*parse_numerals("I V"), {}, section);
  ASSERT_TRUE(beats.ok());
  ASSERT_EQ(beats->size(), 9U);
  for (std::size_t i = 0; i < 9; ++i) {
    ASSERT_EQ((*beats)[i].has_value(), i < 5) << i;
    if (i >= 5) continue;
    EXPECT_EQ((*beats)[i]->chord.root, i < 3 ? 0 : 7) << i;
    EXPECT_EQ((*beats)[i]->at, section.beats[i].begin);
  }
}

TEST(Numerals, NeedRoom) {
  const PlanSection section = section_of(PartRole::kWhole, {}, 2, {0, 2, 4});
  const auto crowded = plan_of(*parse_numerals("I | I IV V"), {}, section);
  ASSERT_FALSE(crowded.ok());
  EXPECT_EQ(crowded.error().text(),
            "harmony: bar 2 has 3 chords in 2 beats; there is room for one a beat");
  const auto long_one = plan_of(*parse_numerals("I|V|I"), {}, section);
  ASSERT_FALSE(long_one.ok());
  EXPECT_THAT(long_one.error().text(), HasSubstr("3 bars are written where 2"));
}

TEST(Numerals, TakeAnyText) {
  // Letters as they come: read or refused in one line.
  constexpr std::string_view kLetters = "IViv7654320bo#/:|.-% NCad\xC2\xB0\xC3\xB8G\x01\n";
  Draws draws(3, Purpose::kProgress, 0);
  int taken = 0;
  for (int k = 0; k < 20000; ++k) {
    std::string text;
    for (std::uint32_t n = draws.below(9); n > 0; --n) {
      text += kLetters[draws.below(static_cast<std::uint32_t>(kLetters.size()))];
    }
    const auto bars = parse_numerals(text);
    if (!bars) {
      EXPECT_EQ(bars.error().message.find('\n'), std::string::npos);
      continue;
    }
    ++taken;
    for (const auto& bar : *bars) {
      EXPECT_FALSE(bar.empty());
      for (const Numeral& numeral : bar) EXPECT_LT(chord_in(numeral, 3).root, 12);
    }
  }
  EXPECT_GT(taken, 100);
}

}  // namespace
}  // namespace bach
