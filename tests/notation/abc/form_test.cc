// Repeats, endings, parts and jumps of ABC.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "notation/abc/abc_check.h"

namespace bach {
namespace {

using test::in_quarters;
using test::pitches;
using test::read_abc;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The first letters of bars as they are played; each bar is "C4|" or the like.
std::string played(const std::string& body, const std::string& header = "") {
  static constexpr const char kNames[] = "CcDdEFfGgAaB";
  std::string names;
  for (const Track& track :
       unfold(read_abc("X:1\nM:4/4\nL:1/4\n" + header + "K:C\n" + body + "\n").score).tracks) {
    for (const Note& note : track.notes) names += kNames[note.pitch % 12];
  }
  return names;
}

TEST(AbcForm, Repeats) {
  EXPECT_EQ(played("|: C4 :| D4 |]"), "CCD");
  EXPECT_EQ(played("C4 :: D4 :|"), "CCDD");
  EXPECT_EQ(played("|:: C4 ::| D4 |"), "CCCD");
  EXPECT_EQ(played("C4 :|:D4:||:E4:|"), "CCDDEE");
  EXPECT_EQ(played("C4 ||: D4 :|| E4 [|F4|]"), "CDDEF");
  EXPECT_EQ(played("C4 [|] D4 .| E4 |]:|"), "CDECDE");
}

TEST(AbcForm, Endings) {
  EXPECT_EQ(played("|: C4 |1 D4 :|2 E4 || F4 |"), "CDCEF");
  EXPECT_EQ(played("|: C4 [1 D4 :| [2 E4 |] F4 |"), "CDCEF");
  EXPECT_EQ(played("C4 |1,3 D4 :|2,4 E4 :|"), "CDCECDCE");
  EXPECT_EQ(played("|: C4 |1-3 D4 :|4 E4 |"), "CDCDCDCE");
  EXPECT_EQ(played("|: C4 |[1. D4 :|[\"2.\" E4 |"), "CDCE");
  EXPECT_EQ(played("|: C4 |1 D4 :|\n2 E4 || F4 |"), "CDCEF");
  EXPECT_EQ(played("|: C4 |1 D4 :|2 E4 |: F4 |1 G4 :|2 A4 |]"), "CDCEFGFA");
}

TEST(AbcForm, RepeatsThatDoNotPairUpPlayOn) {
  EXPECT_EQ(played("|: C4 |: D4 :|"), "CDD");
  EXPECT_EQ(played("|: C4 | D4 |]"), "CD");
  EXPECT_EQ(played("C4 | D4 :|2 E4 |"), "CDCDE");
}

TEST(AbcForm, PartsInTheirOrder) {
  const std::string body = "P:A\nC4|D4|\nP:B\nE4|: F4 :|";
  EXPECT_EQ(played(body, "P:ABA\n"), "CDEFFCD");
  EXPECT_EQ(played(body, "P:A2(BA)2\n"), "CDCDEFFCDEFFCD");
  EXPECT_EQ(played(body, "P:B.A\n"), "EFFCD");
  EXPECT_EQ(played(body), "CDEFF") << "as it stands where the header says nothing";
  EXPECT_EQ(played("G4|\n" + body, "P:BA\n"), "GEFFCD") << "what stands before the first part";
  EXPECT_EQ(played("[P:A]C4|[P:B]D4|", "P:BAB\n"), "DCD");
  EXPECT_THAT(read_abc("X:1\nM:4/4\nP:AQ\nK:C\nP:A\nC8|\n").warnings,
              ElementsAre(HasSubstr("parts played (P:) that are nowhere passed over: 1")));
}

TEST(AbcForm, Jumps) {
  EXPECT_EQ(played("C4 !fine!|D4 !D.C.!|"), "CDC");
  EXPECT_EQ(played("C4|S D4|!dacoda!E4|F4!D.S.!|O G4|"), "CDEFDEG");
  EXPECT_EQ(played("C4|!segno!D4!coda!|E4!D.S.!|!coda!F4|"), "CDEDF");
  EXPECT_EQ(played("|:C4:|D4!D.C.!|"), "CCDCD") << "repeats are not played again";
}

TEST(AbcForm, TheVoiceWithRepeatsLeads) {
  EXPECT_EQ(pitches("X:1\nM:4/4\nL:1/4\nK:C\n[V:1]|:C4:|\n[V:2]E4|\n"), "60 64 60 64");
}

TEST(AbcForm, EndlessPartsAreRefused) {
  const auto problem = [](const std::string& parts) {
    const Result<AbcBook> book = AbcBook::open("X:1\nL:1/4\nP:" + parts + "\nK:C\nP:A\nC|D|\n");
    const Result<AbcPiece> piece = book->read(0);
    return piece.ok() ? "read" : piece.error().message;
  };
  EXPECT_EQ(problem("A8"), "read");
  EXPECT_THAT(problem("A100000"), HasSubstr("P: plays more than 65536 parts"));
  EXPECT_THAT(problem("((((((A99)99)99)99)99)99"), HasSubstr("P: plays more than 65536 parts"));
  EXPECT_THAT(problem("A99"), HasSubstr("more than 16 times as long as it is written"));
}

}  // namespace
}  // namespace bach
