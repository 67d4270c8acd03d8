// Bars, repeats and jumps of small pieces of MusicXML.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "notation/musicxml/reader.h"
#include "notation/musicxml/small_piece.h"
#include "score/unfold.h"

namespace bach {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

MusicXmlPiece read(const std::vector<std::string>& measures, int first_number = 1) {
  Result<MusicXmlPiece> piece = read_musicxml(partwise({measures}, "", first_number));
  EXPECT_TRUE(piece.ok()) << (piece.ok() ? "" : piece.error().message);
  return piece.ok() ? std::move(*piece) : MusicXmlPiece();
}

std::string form_of_measures(const std::vector<std::string>& measures) {
  return form_text(read(measures).score);
}

const std::string kWhole = note("C4", 4);
const std::string kBack = barline("right", repeat("backward"));
const std::string kForth = barline("left", repeat("forward"));

TEST(MusicXmlForm, AnUpbeatEndsTheFirstBar) {
  const Score score = read({start() + note("C4", 1), kWhole}, 0).score;
  EXPECT_EQ(notes_text(score), "1440+480:60 1920+1920:60");
  EXPECT_EQ(metres_text(score), "0:4/4");
}

TEST(MusicXmlForm, BarsCutByARepeatSignAreOneBar) {
  const Score score =
      read({start() + note("C4", 1), kWhole, note("C4", 3) + kBack, note("C4", 1) + kForth, kWhole},
           0)
          .score;
  EXPECT_EQ(metres_text(score), "0:4/4");
  EXPECT_EQ(form_text(score), "[1440,5280) [5280,7680) : 0 0 1");
}

TEST(MusicXmlForm, AfterAShortBarBarsAreCountedAgain) {
  const Score score = read({start() + kWhole, note("C4", 3), kWhole, note("C4", 2)}).score;
  EXPECT_EQ(metres_text(score), "0:4/4 3360:4/4");
}

TEST(MusicXmlForm, ALongBarHasAMetreOfItsOwn) {
  const Score score = read({start() + kWhole, note("C4", 5), kWhole}).score;
  EXPECT_EQ(metres_text(score), "0:4/4 1920:5/4 4320:4/4");
}

TEST(MusicXmlForm, EndingsOfAPieceWithAnUpbeatStandAlikeInTheirBars) {
  const Score score = read({start() + note("C4", 1), kWhole,
                            barline("left", ending("1", "start")) + note("C4", 3) +
                                barline("right", ending("1", "stop") + repeat("backward")),
                            barline("left", ending("2", "start")) + note("C4", 3) +
                                barline("right", ending("2", "stop")),
                            kForth + note("C4", 1), kWhole},
                           0)
                          .score;
  EXPECT_EQ(form_text(score), "[1440,3840) [3840,5280) [5280,6720) [6720,9120) : 0 1 0 2 3");
  EXPECT_EQ(metres_text(score), "0:4/4 5280:4/4");
}

TEST(MusicXmlForm, Repeats) {
  EXPECT_EQ(form_of_measures({start() + kWhole, kWhole + kBack}), "[0,3840) : 0 0");
  EXPECT_EQ(form_of_measures({start() + kWhole, kForth + kWhole + kBack, kWhole}),
            "[0,1920) [1920,3840) [3840,5760) : 0 1 1 2");
  EXPECT_EQ(form_of_measures({start() + kWhole + kBack, kWhole + kBack}),
            "[0,1920) [1920,3840) : 0 0 1 1");
  EXPECT_EQ(form_of_measures({start() + kWhole +
                              barline("right", "<repeat direction=\"backward\" times=\"3\"/>")}),
            "[0,1920) : 0 0 0");
  EXPECT_EQ(form_of_measures({start() + kForth + kWhole, kWhole}), ":");
}

TEST(MusicXmlForm, EndingsOfSeveralPasses) {
  EXPECT_EQ(form_of_measures({start() + kForth + kWhole,
                              barline("left", ending("1, 2", "start")) + kWhole +
                                  barline("right", ending("1, 2", "stop") + repeat("backward")),
                              barline("left", ending("3", "start")) + kWhole +
                                  barline("right", ending("3", "discontinue")),
                              kWhole}),
            "[0,1920) [1920,3840) [3840,5760) [5760,7680) : 0 1 0 1 0 2 3");
}

TEST(MusicXmlForm, TheLastEndingServesPassesWithoutOne) {
  EXPECT_EQ(form_of_measures({start() + kForth + kWhole,
                              barline("left", ending("1", "start")) + kWhole + kBack,
                              barline("left", ending("3", "start")) + kWhole}),
            "[0,1920) [1920,3840) [3840,5760) : 0 1 0 2");
}

TEST(MusicXmlForm, VoicesThatAreNeverPlayedDoNotSound) {
  const MusicXmlPiece piece = read({start() + kWhole + sound("fine=\"yes\""),
                                    kWhole + sound("dacapo=\"yes\""), note("E4", 4, voice(2))});
  EXPECT_EQ(form_text(piece.score), "[0,1920) [1920,3840) [3840,5760) : 0 1 0");
  EXPECT_EQ(piece.score.tracks.size(), 2U);
  EXPECT_EQ(unfold(piece.score).tracks.size(), 1U);
}

TEST(MusicXmlForm, DaCapoAlFineWithoutRepeats) {
  const std::vector<std::string> by_sound = {start() + kWhole + kBack,
                                             kWhole + sound("fine=\"yes\"") + kBack,
                                             kWhole + kBack + sound("dacapo=\"yes\"")};
  EXPECT_EQ(form_of_measures(by_sound), "[0,1920) [1920,3840) [3840,5760) : 0 0 1 1 2 2 0 1");
  const std::vector<std::string> by_words = {start() + kWhole, words("Fine") + kWhole,
                                             kWhole + words("D.C. al Fine")};
  EXPECT_EQ(form_of_measures(by_words), "[0,3840) [3840,5760) : 0 1 0");
}

TEST(MusicXmlForm, DalSegnoAlCoda) {
  EXPECT_EQ(form_of_measures({start() + kWhole, sound("segno=\"s\"") + kWhole,
                              kWhole + sound("tocoda=\"c\""), kWhole + sound("dalsegno=\"s\""),
                              sound("coda=\"c\"") + kWhole}),
            "[0,1920) [1920,5760) [5760,7680) [7680,9600) : 0 1 2 1 3");
  const auto sign = [](const std::string& name) {
    return "<direction><direction-type><" + name + "/></direction-type></direction>";
  };
  EXPECT_EQ(form_of_measures({start() + kWhole, sign("segno") + kWhole, kWhole + words("To Coda"),
                              kWhole + words("D.S. al Coda"), sign("coda") + kWhole}),
            "[0,1920) [1920,5760) [5760,7680) [7680,9600) : 0 1 2 1 3");
}

TEST(MusicXmlForm, AJumpToNowhereIsCounted) {
  const MusicXmlPiece piece = read({start() + kWhole + sound("dalsegno=\"x\""), kWhole});
  EXPECT_EQ(form_text(piece.score), ":");
  EXPECT_THAT(piece.warnings, ElementsAre(HasSubstr("jumps without a place to go")));
}

TEST(MusicXmlForm, NoNoteCrossesASection) {
  const MusicXmlPiece piece =
      read({start() + note("C4", 4, tie("start")) + kBack, note("C4", 4, tie("stop"))});
  EXPECT_EQ(notes_text(piece.score), "0+1920:60 1920+1920:60");
  EXPECT_THAT(piece.warnings, ElementsAre(HasSubstr("ties over a repeat sign")));
  EXPECT_EQ(unfold(piece.score).end, 5760);
}

}  // namespace
}  // namespace bach
