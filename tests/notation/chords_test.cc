// Chord symbols and Roman numerals over and under the music.
#include "notation/lilypond/chords.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "notation/abc/reader.h"
#include "notation/abc/writer.h"
#include "notation/musescore/layout.h"
#include "notation/musicxml/check.h"
#include "notation/musicxml/read_text.h"
#include "notation/musicxml/writer.h"
#include "notation/page/sheet.h"
#include "notation/random_notation.h"

namespace bach {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const ChordSymbol kDm{note_name_at(2), ChordKind::kMinor, {}};
const ChordSymbol kA7{note_name_at(3), ChordKind::kDominantSeventh, note_name_at(7)};

// Two bars of 3/4: a half and a quarter, a long note.
Score two_bars() {
  Score score;
  score.metres = {{0, 3, 4}};
  score.keys = {{0, -1, Mode::kMinor}};
  Track track;
  track.program = kCelloProgram;
  track.notes = {{0, 960, 50, kPlainVelocity},
                 {960, 480, 57, kPlainVelocity},
                 {1440, 1440, 50, kPlainVelocity}};
  score.tracks = {track};
  score.end = 2880;
  return score;
}

// One at a note, one within a note.
const WrittenChords kSymbols = {{0, kDm, {}}, {960, kA7, {}}, {1440, kDm, {}}, {2400, kA7, {}}};
const WrittenChords kNumerals = {{0, {}, "d: i"}, {960, {}, "V65"}, {1920, {}, "ii6"}};

std::string abc_with(const Score& score, const WrittenChords& chords) {
  return abc_from_movements({&score, 1}, {}, {}, {&chords, 1}).value();
}
std::string xml_with(const Score& score, const WrittenChords& chords) {
  return musicxml_from_score(score, {.chords = {&chords, 1}}).value();
}

TEST(ChordsInAbc, StandAtNotesAndBetweenThem) {
  const std::string symbols = abc_with(two_bars(), kSymbols);
  EXPECT_THAT(symbols, HasSubstr("%%MIDI gchordoff\n"));
  EXPECT_THAT(symbols, HasSubstr("\"Dm\"D,8 \"A7/C#\"A,4 | \"Dm\"D,12 & x8 \"^A7/C#\"x4 |]"));
  const std::string numerals = abc_with(two_bars(), kNumerals);
  EXPECT_THAT(numerals, HasSubstr("\"_d: i\"D,8 \"_V65\"A,4 | D,12 & x4 \"_ii6\"x8 |]"));
  EXPECT_THAT(numerals, Not(HasSubstr("gchordoff")));
}

TEST(ChordsInMusicXml, AreHarmonyOrWordsBelow) {
  const std::string symbols = xml_with(two_bars(), kSymbols);
  EXPECT_THAT(symbols, HasSubstr("<kind text=\"7\">dominant</kind>"));
  EXPECT_THAT(symbols, HasSubstr("<bass-step>C</bass-step>"));
  EXPECT_THAT(symbols, HasSubstr("<bass-alter>1</bass-alter>"));
  EXPECT_THAT(symbols, HasSubstr("<kind text=\"m\">minor</kind>"));
  const std::string numerals = xml_with(two_bars(), kNumerals);
  EXPECT_THAT(numerals, HasSubstr("<direction placement=\"below\">"));
  EXPECT_THAT(numerals, HasSubstr("<words>V65</words>"));
  EXPECT_THAT(numerals, Not(HasSubstr("<harmony")));
  // Within the long note: back to the bar's beginning and on by a quarter.
  EXPECT_LT(numerals.find("<backup>"), numerals.find("<words>ii6</words>"));
}

TEST(ChordsInLilyPond, HaveAContextOfTheirOwn) {
  const std::string ly =
      "M = { d2 }\n\\score {\n    <<\n        \\new Staff { \\M }\n    >>\n"
      "    \\layout {}\n    }\n";
  const auto with = [&](const WrittenChords& chords) {
    return notation::lilypond_with_chords(ly, notation::sheet_of(two_bars(), {}, chords).value());
  };
  EXPECT_THAT(with(kSymbols), HasSubstr("<<\n        \\new ChordNames \\chordmode { d1*1/2:m "
                                        "a1*1/4:7/cis d1*1/2:m a1*1/4:7/cis }\n"));
  EXPECT_THAT(with(kNumerals), HasSubstr("\\new Lyrics \\lyricmode { \"d: i\"1*1/2 \"V65\"1*1/2 "
                                         "\"ii6\"1*1/2 }\n    >>"));
  EXPECT_EQ(with({}), ly);
}

TEST(ChordsInMuseScore, ArePutBelowAgain) {
  const std::string mscx =
      "<museScore><Score><Staff><Measure><voice><StaffText><text>V65</text></StaffText>"
      "<StaffText><text>Fine</text></StaffText></voice></Measure></Staff></Score></museScore>";
  const std::vector<std::string> below = {"V65"};
  const std::string laid_out =
      notation::mscx_for_the_stand(mscx, {}, notation::Paper::kA4, below).value();
  EXPECT_THAT(laid_out, HasSubstr("<placement>below</placement><text>V65</text>"));
  EXPECT_THAT(laid_out, HasSubstr("<StaffText><text>Fine</text>"));
}

// A chord each beat, or on some eighths, by turns symbols and numerals.
WrittenChords random_chords(const Score& score, std::uint64_t seed) {
  WrittenChords chords;
  const Tick step = seed % 2 == 0 ? 480 : 240;
  for (Tick at = 0; at < score.end; at += step * static_cast<Tick>(1 + seed % 3)) {
    WrittenChord chord{at, {}, {}};
    if (seed % 4 < 2) {
      chord.symbol = ChordSymbol{note_name_at(static_cast<int>(at / 240 % 12) - 5),
                                 static_cast<ChordKind>(at / 240 % 8),
                                 {}};
    } else {
      chord.numeral = "V65/V";
    }
    chords.push_back(std::move(chord));
  }
  return chords;
}

TEST(ChordsOfRandomScores, ChangeNoNotes) {
  test::RandomNotation random;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Score score = random.make(seed);
    const WrittenChords chords = random_chords(score, seed);
    const std::string xml = xml_with(score, chords);
    EXPECT_THAT(test::MusicXmlCheck(xml).faults(), IsEmpty()) << "seed " << seed;
    EXPECT_EQ(test::read_text(xml).score, test::read_text(musicxml_from_score(score).value()).score)
        << "seed " << seed;
    const auto with = score_from_abc(abc_with(score, chords));
    const auto without = score_from_abc(abc_with(score, {}));
    ASSERT_TRUE(with.ok()) << "seed " << seed << ": " << with.error().message;
    EXPECT_EQ(*with, *without) << "seed " << seed;
    if (HasFailure()) return;
  }
}

// |: A :| B, then A once more: in ABC the da capo is written out, with its chords.
TEST(ChordsOfADaCapo, AreWrittenOutWithIt) {
  Score score = two_bars();
  score.sections = {{0, 1440}, {1440, 2880}};
  score.play_order = {0, 0, 1, 1, 0};
  const WrittenChords chords = {{0, kDm, {}}, {960, kA7, {}}, {1440, kDm, {}}};
  const std::string abc = abc_with(score, chords);
  const std::size_t first = abc.find("\"Dm\"D,8 \"A7/C#\"A,4");
  ASSERT_NE(first, std::string::npos) << abc;
  EXPECT_NE(abc.find("\"Dm\"D,8 \"A7/C#\"A,4", first + 1), std::string::npos) << abc;
  EXPECT_EQ(notation::sheet_of(score, {}, chords).value().chords, chords);
}

}  // namespace
}  // namespace bach
