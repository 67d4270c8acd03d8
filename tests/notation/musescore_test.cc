// MuseScore's own files laid out for the music stand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "notation/lilypond/layout.h"
#include "notation/musescore/layout.h"

namespace bach::notation {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kTwoMovements =
    "<museScore version=\"3.01\"><Score><Style></Style><Staff id=\"1\">"
    "<VBox><height>10</height><Text><text>Suite I &amp; II</text></Text></VBox>"
    "<Measure><LayoutBreak><subtype>page</subtype></LayoutBreak>"
    "<voice><StaffText><text><b>1. Prelude</b></text></StaffText><Chord/></voice></Measure>"
    "<Measure><voice><StaffText><text><b>2. Gigue</b></text></StaffText><Chord/></voice></Measure>"
    "</Staff></Score></museScore>";

TEST(MuseScoreLayout, MovementsAreSectionsUnderTitles) {
  const std::vector<std::string> headings = {"1. Prelude", "2. Gigue"};
  const std::string text = mscx_for_the_stand(kTwoMovements, headings, Paper::kLetter).value();
  EXPECT_THAT(text, HasSubstr("<subtype>section</subtype>"));
  EXPECT_THAT(text, HasSubstr("<b>2. Gigue</b></text></Text></VBox><Measure>"));
  EXPECT_THAT(text, Not(HasSubstr("<StaffText>")));
  EXPECT_THAT(text, HasSubstr("<pageWidth>8.5039</pageWidth>"));
  EXPECT_THAT(text, HasSubstr("Suite I &amp; II<"));
}

TEST(MuseScoreLayout, OneMovementKeepsItsWords) {
  const std::string text = mscx_for_the_stand(kTwoMovements, {}, Paper::kA4).value();
  EXPECT_THAT(text, HasSubstr("<StaffText>"));
  EXPECT_THAT(text, HasSubstr("<pageWidth>8.2677</pageWidth>"));
}

TEST(MuseScoreLayout, OtherFilesAreRefused) {
  for (const char* text : {"", "<museScore>", "<score-partwise/>"}) {
    EXPECT_FALSE(mscx_for_the_stand(text, {}, Paper::kA4).ok()) << text;
  }
}

TEST(LilyPondLayout, TitlesAreItsOwn) {
  EXPECT_EQ(lilypond_string("a \"b\" \\c\n"), "\"a \\\"b\\\" \\\\c \"");
  const std::string movement = lilypond_movement(
      "\\version \"2\"\n\\header {\n title = \"x\"\n}\n\\paper {\n}\n\\layout {\n}\nM = { c }\n"
      "\\score {\n \\M\n}\n",
      "2. Gigue");
  EXPECT_THAT(movement, Not(HasSubstr("title = \"x\"")));
  EXPECT_THAT(movement, HasSubstr("\\layout {"));
  EXPECT_THAT(movement,
              HasSubstr("piece = \\markup { \\fill-line { \\bold \\fontsize #3 \"2. Gigue\""));
  EXPECT_THAT(lilypond_beginning("T", "", Paper::kLetter), HasSubstr("paper-width = 216\\mm"));
}

}  // namespace
}  // namespace bach::notation
