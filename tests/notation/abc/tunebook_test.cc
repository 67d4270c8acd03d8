// Texts of several tunes, and what is too large.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "notation/abc/abc_check.h"

namespace bach {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const char kBook[] =
    "%abc-2.1\nM:3/4\nL:1/4\nC:trad.\n\nSome words: and more.\nT:no title\n\n"
    "X:7\nT:One\nK:C\nCDE|\n\nCDEF between tunes\n\n"
    "X:12\nT:Two\nM:2/4\n\nH:a history\nthat goes on\nK:D\nFF|\nX: 3 % none\nT:Three\nK:C\ncc|";

TEST(AbcTunebook, TakesTunesApart) {
  const Result<AbcBook> book = AbcBook::open(kBook);
  ASSERT_TRUE(book.ok()) << book.error().message;
  ASSERT_EQ(book->size(), 3u);
  EXPECT_EQ(book->number(0), 7);
  EXPECT_EQ(book->number(1), 12);
  EXPECT_EQ(book->number(2), 3);
  EXPECT_EQ(book->find(12), 1u);
  EXPECT_EQ(book->find(1), std::nullopt);
  const AbcPiece one = *book->read(0), two = *book->read(1), three = *book->read(2);
  EXPECT_EQ(one.score.title, "One");
  EXPECT_EQ(one.composer, "trad.") << "the header of the file holds for all";
  EXPECT_EQ(one.score.metres, (std::vector<Metre>{{0, 3, 4}}));
  EXPECT_EQ(one.score.tracks[0].notes.size(), 3u) << "an empty line ends a tune";
  EXPECT_EQ(two.score.metres, (std::vector<Metre>{{0, 2, 4}}));
  EXPECT_EQ(two.score.tracks[0].notes[0].pitch, 66);
  EXPECT_EQ(three.score.title, "Three");
  for (const AbcPiece& piece : {one, two, three}) EXPECT_THAT(piece.warnings, IsEmpty());
}

TEST(AbcTunebook, CountsTunesThatShareANumber) {
  const Result<AbcBook> book = AbcBook::open("X:1\nK:C\nC\n\nX:1\nK:C\nD\n");
  ASSERT_TRUE(book.ok());
  EXPECT_EQ(book->number(1), 2);
  EXPECT_EQ(book->find(2), 1u);
  EXPECT_EQ(book->find(3), std::nullopt);
}

TEST(AbcTunebook, ATextWithoutNumbersIsOneTune) {
  const Result<AbcBook> book = AbcBook::open("T:A tune\nK:C\nC\n");
  ASSERT_TRUE(book.ok());
  EXPECT_EQ(book->size(), 1u);
  EXPECT_EQ(book->read(0)->score.title, "A tune");
}

TEST(AbcTunebook, WordsForOtherProgramsArePassedOver) {
  EXPECT_EQ(test::pitches("X:1\nK:C\nC\n%%begintext\nDEF\n%%endtext\n%%staves (1 2)\nE\n"),
            "60 64");
}

TEST(AbcLimits, RefuseWhatIsTooLarge) {
  AbcLimits limits;
  limits.text_bytes = 20;
  limits.tunes = 1;
  EXPECT_THAT(AbcBook::open(std::string(21, 'C'), limits).error().message,
              HasSubstr("a text of 21 bytes; at most 20"));
  EXPECT_THAT(AbcBook::open("X:1\nK:C\n\nX:2\nK:C", limits).error().message,
              HasSubstr("line 4: more than 1 tunes"));
  const auto problem = [](const std::string& body) {
    const Result<AbcPiece> piece = AbcBook::open(test::in_quarters(body))->read(0);
    return piece.ok() ? "read" : piece.error().message;
  };
  EXPECT_THAT(problem("C99999 C99999"), HasSubstr("read"));
  EXPECT_THAT(problem("[L:1024/1]C99999"), HasSubstr("read")) << "no such unit";
  EXPECT_EQ(problem("C\n[L:16]C99999"),
            "line 7: the tune lasts longer than a million quarters; is a length wrong?");
  EXPECT_THAT(problem("Z99999 Z99999 Z99999"), HasSubstr("line 6: the tune lasts longer"));
  EXPECT_EQ(problem("(64:1:9C/100000C/99999"), "read");
}

// A line of a book of macros grows by at most a megabyte.
TEST(AbcLimits, MacrosDoNotGrowWithoutEnd) {
  std::string text = "L:1/256\nm:Q=" + std::string(190, 'C') + "\n";
  for (int line = 0; line < 100; ++line) text += std::string(200, 'Q') + "\n";
  const AbcPiece piece = test::read_abc(test::in_quarters(text));
  EXPECT_LT(piece.score.tracks[0].notes.size(), std::size_t{1} << 20);
  EXPECT_THAT(piece.warnings[0], HasSubstr("macros (m:) that make no sense passed over"));
}

}  // namespace
}  // namespace bach
