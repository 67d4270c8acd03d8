// ABC as people write it, by what the standard (2.1) names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "notation/abc/abc_check.h"

namespace bach {
namespace {

using test::in_quarters;
using test::pitches;
using test::read_abc;
using test::sounds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string in_key(const std::string& key, const std::string& body) {
  return "X:1\nM:none\nL:1/4\nK:" + key + "\n" + body + "\n";
}

TEST(AbcFound, KeysAndModes) {
  EXPECT_EQ(pitches(in_key("Ador", "cfb")), "72 78 83");
  EXPECT_EQ(pitches(in_key("D mix", "cf")), "72 78");
  EXPECT_EQ(pitches(in_key("Gloc", "cdb")), "72 73 82");
  EXPECT_EQ(pitches(in_key("F# LYDIAN", "eb")), "77 84");
  EXPECT_EQ(pitches(in_key("HP", "cfg")), "73 78 79");
  EXPECT_EQ(pitches(in_key("none", "cfb")), "72 77 83");
  EXPECT_EQ(pitches(in_key("D exp _b ^f", "cfb")), "72 78 82");
  EXPECT_EQ(pitches(in_key("D =c", "cf")), "72 78");
  EXPECT_EQ(pitches(in_key("C^f^c", "cf")), "73 78");
  EXPECT_EQ(read_abc(in_key("Ador", "c")).score.keys, (std::vector<Key>{{0, 1, Mode::kMinor}}));
  EXPECT_THAT(read_abc(in_key("none", "c")).score.keys, IsEmpty());
}

TEST(AbcFound, ClefsAndTranspositionsSound) {
  EXPECT_EQ(pitches(in_key("C treble-8", "c")), "60");
  EXPECT_EQ(pitches(in_key("C clef=bass+8", "c")), "84");
  EXPECT_EQ(pitches(in_key("C octave=-1", "c")), "60");
  EXPECT_EQ(pitches(in_key("C clef=treble-8", "V:1 clef=treble-8 transpose=-12\nc")), "60")
      << "as abc2midi has it";
  EXPECT_EQ(pitches(in_key("C", "V:1 name=\"In B flat\" transpose=-2\nc")), "70");
  EXPECT_EQ(read_abc(in_key("D transpose=-2", "c")).score.keys, (std::vector<Key>{{0, 0}}));
}

TEST(AbcFound, MetresAndUnits) {
  const auto metres = [](const std::string& metre) {
    return read_abc("X:1\nM:" + metre + "\nL:1/4\nK:C\nCDEF|CDEF|\n").score.metres;
  };
  EXPECT_EQ(metres("C"), (std::vector<Metre>{{0, 4, 4}}));
  EXPECT_EQ(metres("C|"), (std::vector<Metre>{{0, 2, 2}}));
  EXPECT_EQ(metres("(2+3+3)/8"), (std::vector<Metre>{{0, 8, 8}}));
  EXPECT_EQ(sounds("X:1\nM:2/4\nK:C\nC|"), "60*1/4") << "a sixteenth below 3/4";
  EXPECT_EQ(sounds("X:1\nM:3/4\nK:C\nC|"), "60*1/2");
  EXPECT_EQ(sounds(in_quarters("C[L:1/8]C")), "60*1 60*1/2");
}

TEST(AbcFound, TempoAsItIsWritten) {
  const auto tempo = [](const std::string& text) {
    const std::vector<Tempo> tempos = read_abc("X:1\nL:1/8\nQ:" + text + "\nK:C\nC\n").score.tempos;
    return tempos.empty() ? 0U : tempos[0].microseconds_per_quarter;
  };
  EXPECT_EQ(tempo("1/4=100"), 600000U);
  EXPECT_EQ(tempo("\"Allegro\" 3/8=40"), 1000000U);
  EXPECT_EQ(tempo("1/4 1/8=40 \"slow\""), 1000000U);
  EXPECT_EQ(tempo("120"), 1000000U) << "units of L: as once was written";
  EXPECT_EQ(tempo("C2=100"), 600000U);
  EXPECT_EQ(tempo("\"Andante\""), 0U);
}

TEST(AbcFound, BrokenRhythm) {
  EXPECT_EQ(sounds(in_quarters("A>B c<d e>>f")), "69*3/2 71*1/2 72*1/2 74*3/2 76*7/4 77*1/4");
  EXPECT_EQ(sounds(in_quarters("A>{c}B [CE]>z")), "69*3/2 71*1/2 60*3/2 64*3/2");
  EXPECT_EQ(sounds(in_quarters("(3A>BA")), "69*1 71*1/3 69*2/3");
  const AbcPiece unequal = read_abc(in_quarters("A2>B"));
  EXPECT_THAT(unequal.warnings,
              ElementsAre("signs of broken rhythm without equal notes on both sides passed over: "
                          "1, the first in line 6"));
}

TEST(AbcFound, TupletsFollowTheMetre) {
  EXPECT_EQ(sounds(in_quarters("(2CC")), "60*3/2 60*3/2");
  EXPECT_EQ(sounds(in_quarters("(5CCCCC")), "60*2/5 60*2/5 60*2/5 60*2/5 60*2/5");
  EXPECT_EQ(sounds("X:1\nM:6/8\nL:1/4\nK:C\n(7CCCCCCC"),
            "60*3/7 60*3/7 60*3/7 60*3/7 60*3/7 60*3/7 60*3/7");
  EXPECT_EQ(read_abc("X:1\nM:6/8\nL:1/4\nK:C\n(7CCCCCCC").score.ticks_per_quarter, 3360);
  EXPECT_EQ(sounds(in_quarters("(3:2:2CD E (3::4CDEF")),
            "60*2/3 62*2/3 64*1 60*2/3 62*2/3 64*2/3 65*2/3");
  EXPECT_EQ(sounds(in_quarters("(3 CD|E (3((3CDE")), "60*2/3 62*2/3 64*2/3 60*2/3 62*2/3 64*2/3");
}

TEST(AbcFound, ChordsWithLengths) {
  EXPECT_EQ(sounds(in_quarters("[CE]2 [C2E2] [C/E/]2")), "60*2 64*2 60*2 64*2 60*1 64*1");
  EXPECT_EQ(sounds(in_quarters("[C2G]A")), "60*2 67*1 69*1") << "the first note leads on";
  EXPECT_EQ(sounds(in_quarters("[CC] +EG+")), "60*1 60*1 64*1 67*1");
}

TEST(AbcFound, TiesAcrossBarsAndInChords) {
  EXPECT_EQ(sounds(in_quarters("CCC^c-|c c3|")), "60*1 60*1 60*1 73*2 72*3");
  EXPECT_EQ(sounds(in_quarters("[C-E][CE] [CE]-[CE]")), "60*2 64*1 64*1 60*2 64*2");
  EXPECT_THAT(read_abc(in_quarters("C- z C")).warnings,
              ElementsAre("ties that lead nowhere: 1, the first in line 6"));
}

TEST(AbcFound, ATieOverARepeatSoundsAgain) {
  const AbcPiece piece = read_abc(in_quarters("|: CCCD- :| D4 |"));
  EXPECT_EQ(piece.score.tracks[0].notes.size(), 5u);
  EXPECT_THAT(
      piece.warnings,
      ElementsAre("ties over a repeat sign, sounded again behind it: 1, the first in line 6"));
}

std::string marks(const std::string& body) {
  static constexpr const char* kNames[] = {
      "(",  ")",    "stacc",   "staccmo", "ten",     "portato", "accent", "marcato",
      "up", "down", "open",    "harm",    "finger",  "string",  "arp",    "fermata",
      "tr", "mord", "invmord", "turn",    "invturn", "grace"};
  std::string list;
  for (const Mark& mark : read_abc(in_quarters(body)).marks) {
    list += (list.empty() ? "" : " ") + std::string(kNames[static_cast<int>(mark.kind)]) +
            mark.text + "@" + std::to_string(mark.onset) + ":" + std::to_string(mark.pitch);
  }
  return list;
}

TEST(AbcFound, MarksAreKept) {
  EXPECT_EQ(marks("(C D)"), "(@0:60 )@480:62");
  EXPECT_EQ(marks(".C vDuE !3!F"), "stacc@0:60 down@480:62 up@960:64 finger3@1440:65");
  EXPECT_EQ(marks("!trill!C TD MEPF"), "tr@0:60 tr@480:62 mord@960:64 invmord@1440:65");
  EXPECT_EQ(marks("+fermata+C HD LE"), "fermata@0:60 fermata@480:62 accent@960:64");
  EXPECT_EQ(marks("{/d}C {ef}D"), "graceslash@0:74 grace@480:76 grace@480:77");
  EXPECT_EQ(marks("U:W=!open!\nWC"), "open@0:60");
  EXPECT_EQ(marks("(C (D E) F)"), "(@0:60 (@480:62 )@960:64 )@1440:65");
}

TEST(AbcFound, WhatIsLeftOutIsCountedOnceAKind) {
  const AbcPiece piece = read_abc(
      in_quarters("\"Am\"C ~D \"^slow\"E !f!F|\nw:one two\nw:three\ns:*\n{ab}C ^/D E ? F|"));
  EXPECT_THAT(
      piece.warnings,
      ElementsAre("grace notes kept as marks of no length: 2, the first in line 10",
                  "decorations that are no marks we keep left out: 2, the first in line 6",
                  "chord symbols and annotations left out: 2, the first in line 6",
                  "lines of lyrics left out: 2, the first in line 7",
                  "symbol lines left out: 1, the first in line 9",
                  "alterations by less than a semitone rounded: 1, the first in line 10",
                  "characters that mean nothing here passed over: 1, the first in line 10"));
}

TEST(AbcFound, RestsSpacersAndWholeBars) {
  EXPECT_EQ(sounds(in_quarters("CyDz2|Z|X2|E4|")), "60*1 62*1 64*4");
  EXPECT_EQ(read_abc(in_quarters("CyDz2|Z|X2|E4|")).score.end, 5 * 1920);
}

TEST(AbcFound, InlineFieldsAndLinesThatGoOn) {
  EXPECT_EQ(pitches(in_quarters("C [K:D]F [r:a remark]F [M:3/4]|F \\\n% a comment\nF F|")),
            "60 66 66 66 66 66");
  EXPECT_EQ(pitches(in_quarters("K:Eb\nB % B\nB")), "70 70");
}

TEST(AbcFound, Macros) {
  EXPECT_EQ(sounds(in_quarters("m:~G2 = A/G/F\n~G2 D")), "69*1/2 67*1/2 65*1 62*1");
  EXPECT_EQ(sounds(in_quarters("m:~n2 = n/o/m\n~G2 ~c2")), "67*1/2 69*1/2 65*1 72*1/2 74*1/2 71*1");
}

TEST(AbcFound, Voices) {
  const std::string text =
      "X:1\nM:4/4\nL:1/4\nV:T name=\"Top\"\nV:B clef=bass\nK:C\n[V:T]cdef|[V:B]C4|\nV:T\ng4|\n"
      "V:B\n[K:D]F4|\n";
  const AbcPiece piece = read_abc(text);
  ASSERT_EQ(piece.score.tracks.size(), 2u);
  EXPECT_EQ(piece.score.tracks[0].notes.size(), 5u);
  EXPECT_EQ(piece.score.tracks[1].notes[1].pitch, 66);
  EXPECT_THAT(piece.warnings, IsEmpty());
}

TEST(AbcFound, VoicesThatDoNotMeetAreCounted) {
  EXPECT_THAT(read_abc(in_quarters("[V:1]C4|D4|\n[V:2]C2|D4|")).warnings,
              ElementsAre(HasSubstr("voices whose bars or repeats stand elsewhere")));
  EXPECT_THAT(read_abc(in_quarters("C4 & E2 | F4|")).warnings,
              ElementsAre(HasSubstr("bars whose layers (&) differ in length")));
}

TEST(AbcFound, AnUpbeatStandsAtTheEndOfItsBar) {
  const AbcPiece piece = read_abc(in_quarters("C|DDDD|E3|"));
  EXPECT_EQ(piece.score.tracks[0].notes[0].onset, 1440);
  EXPECT_EQ(piece.score.metres, (std::vector<Metre>{{0, 4, 4}}));
}

TEST(AbcFound, FieldsThatAreMissingAreCounted) {
  EXPECT_THAT(read_abc("X:1\nCDEF|\n").warnings,
              ElementsAre(HasSubstr("no key (K:), C major taken"), HasSubstr("no metre (M:)")));
  EXPECT_EQ(sounds("X:1\nCD|\n"), "60*1/2 62*1/2");
}

TEST(AbcFound, TitlesInAnyEncoding) {
  EXPECT_EQ(read_abc("X:1\r\nT:Pr\xE4"
                     "ludium\r\nC:B\xE4"
                     "ch\r\nK:C\r\nC\r\n")
                .score.title,
            "Präludium");
  EXPECT_EQ(read_abc("X:1\rT:Prälude\rC:Bach\rK:C\rC\r").composer, "Bach");
  EXPECT_EQ(read_abc("X:1\nT:Pr\\\"alude &eacute;t\\u00e9\nK:C\nC\n").score.title, "Prälude été");
}

}  // namespace
}  // namespace bach
