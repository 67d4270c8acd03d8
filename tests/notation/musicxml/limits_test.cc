// Damaged, oversized and hostile MusicXML: refused in one line, or read within bounds.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "notation/musicxml/reader.h"
#include "notation/musicxml/small_archive.h"
#include "notation/musicxml/small_piece.h"

namespace bach {
namespace {

using namespace test;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kPiece = partwise({{start() + note("C4", 4)}});

void expect_refusal(const std::string& text, ErrorCode code, const std::string& words,
                    const MusicXmlLimits& limits = {}) {
  const Result<MusicXmlPiece> piece = read_musicxml(text, limits);
  ASSERT_FALSE(piece.ok()) << words;
  EXPECT_EQ(piece.error().code, code) << piece.error().message;
  EXPECT_THAT(piece.error().message, HasSubstr(words));
  EXPECT_THAT(piece.error().message, Not(HasSubstr("\n")));
}

TEST(MusicXmlLimits, WhatIsNotAScore) {
  expect_refusal("", ErrorCode::kTruncated, "not well-formed XML");
  expect_refusal("<a><b></a>", ErrorCode::kTruncated, "is the file complete?");
  expect_refusal(kPiece.substr(0, kPiece.size() / 2), ErrorCode::kTruncated, "not well-formed");
  expect_refusal("<svg/>", ErrorCode::kInvalidData, "the root is <svg>");
  expect_refusal("<museScore/>", ErrorCode::kUnsupported, "export it as MusicXML");
  expect_refusal("<opus/>", ErrorCode::kUnsupported, "several scores");
  expect_refusal("<score-partwise/>", ErrorCode::kInvalidData, "no measures");
}

TEST(MusicXmlLimits, EntitiesAreRefusedAndNothingIsFetched) {
  expect_refusal("<!DOCTYPE score-partwise [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" + kPiece,
                 ErrorCode::kUnsupported, "entities");
  const Result<MusicXmlPiece> piece = read_musicxml(
      "<!DOCTYPE score-partwise PUBLIC \"-//Recordare//DTD MusicXML 4.0 Partwise//EN\" "
      "\"http://localhost:1/partwise.dtd\">" +
      kPiece);
  EXPECT_TRUE(piece.ok());
  const std::string unknown = "<work><work-title>a&b;c</work-title></work>" + plain_list(1);
  const Result<MusicXmlPiece> kept = read_musicxml(partwise({{start() + note("C4", 4)}}, unknown));
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(kept->score.title, "a&b;c");
}

TEST(MusicXmlLimits, DivisionsAndDurationsThatMakeNoSense) {
  for (const char* number : {"0", "-4", "99999999999", "four", ""}) {
    expect_refusal(partwise({{attributes(divisions(number)) + note("C4", 4)}}),
                   ErrorCode::kInvalidData, "measure 1 of part P1: divisions");
  }
  expect_refusal(partwise({{start() + note("C4", -1)}}), ErrorCode::kInvalidData,
                 "measure 1 of part P1: a note without a duration");
  expect_refusal(partwise({{start() + note("C4", 2000000)}}), ErrorCode::kLimit,
                 "lasts longer than 1000000 quarters");
  expect_refusal(partwise({{start() + note("C4", 2000000000)}}), ErrorCode::kInvalidData,
                 "without a duration");
  expect_refusal(partwise({{start() + "<backup/>"}}), ErrorCode::kInvalidData,
                 "backup without a duration");
  std::string many;
  for (int i = 0; i < 3; ++i) many += forward(500000);
  expect_refusal(partwise({{start() + many}}), ErrorCode::kLimit, "lasts longer");
}

TEST(MusicXmlLimits, TooMuchOfAnything) {
  MusicXmlLimits limits;
  limits.text_bytes = 20;
  expect_refusal(kPiece, ErrorCode::kLimit, "bytes; at most 20", limits);
  limits = {};
  limits.tags = 5;
  expect_refusal(kPiece, ErrorCode::kLimit, "too many tags", limits);
  limits = {};
  limits.parts = 1;
  const std::string measure = start() + note("C4", 4);
  expect_refusal(partwise({{measure}, {measure}}), ErrorCode::kLimit, "2 parts", limits);
  expect_refusal(timewise(partwise({{measure}, {measure}})), ErrorCode::kLimit, "2 parts", limits);
  limits = {};
  limits.measures = 1;
  expect_refusal(partwise({{measure, measure}}), ErrorCode::kLimit, "2 measures", limits);
  limits = {};
  limits.tracks = 1;
  expect_refusal(partwise({{measure + note("C4", 4, voice(7))}}), ErrorCode::kLimit, "1 voices",
                 limits);
}

TEST(MusicXmlLimits, JumpsCannotMakeAPieceEndless) {
  std::string bars = start();
  Part measures{start() + note("C4", 4)};
  for (int i = 0; i < 40; ++i) measures.push_back(note("D4", 4) + sound("dacapo=\"yes\""));
  expect_refusal(partwise({measures}), ErrorCode::kLimit, "16 times as long");
  MusicXmlLimits limits;
  limits.statements = 3;
  const std::string back = barline("right", repeat("backward"));
  expect_refusal(partwise({{start() + note("C4", 4) + back, note("C4", 4) + back}}),
                 ErrorCode::kLimit, "more than 3 sections", limits);
}

TEST(MusicXmlLimits, DeepNestingIsOnlyDeep) {
  std::string deep;
  for (int i = 0; i < 200000; ++i) deep += "<a>";
  for (int i = 0; i < 200000; ++i) deep += "</a>";
  const Result<MusicXmlPiece> piece = read_musicxml(partwise({{start() + note("C4", 4) + deep}}));
  ASSERT_TRUE(piece.ok());
  EXPECT_EQ(notes_text(piece->score), "0+1920:60");
}

TEST(MusicXmlArchive, TheContainerNamesThePiece) {
  const Result<MusicXmlPiece> piece = read_musicxml(
      small_archive({container("score/a.xml"), {"b.xml", "<svg/>"}, {"score/a.xml", kPiece}}));
  ASSERT_TRUE(piece.ok()) << piece.error().message;
  EXPECT_EQ(notes_text(piece->score), "0+1920:60");
  EXPECT_TRUE(read_musicxml(small_archive({{"a.musicxml", kPiece}})).ok());
}

TEST(MusicXmlArchive, WhatIsRefused) {
  const auto refused = [](const std::vector<Entry>& entries, ErrorCode code,
                          const std::string& words) {
    expect_refusal(small_archive(entries), code, words);
  };
  refused({container("a.xml")}, ErrorCode::kInvalidData, "a.xml is not in the archive");
  refused({{"a.xml", kPiece}, {"b.xml", kPiece}}, ErrorCode::kInvalidData, "several files");
  refused({{"readme", "x"}}, ErrorCode::kInvalidData, "holds no MusicXML");
  for (const char* path : {"../a.xml", "/a.xml", "c:a.xml", "x\\a.xml", ""}) {
    refused({container(path), {path, kPiece}}, ErrorCode::kInvalidData, "outside the archive");
  }
  refused({container("a.xml"), {"a.xml", kPiece, 0, 1}}, ErrorCode::kUnsupported, "encrypted");
  refused({container("a.xml"), {"a.xml", kPiece, 60'000'000}}, ErrorCode::kLimit, "200 times");
  refused({container("a.xml"), {"a.xml", kPiece, 4'000'000'000}}, ErrorCode::kLimit, "at most");
  refused({container("a.xml"), {"a.xml", kPiece, 5000}}, ErrorCode::kInvalidData, "damaged");
  std::string torn = small_archive({container("a.xml"), {"a.xml", kPiece}});
  torn[torn.find("<duration>") + 10] = '3';
  expect_refusal(torn, ErrorCode::kInvalidData, "damaged");
  expect_refusal(torn.substr(0, 200), ErrorCode::kTruncated, "cut short");
}

}  // namespace
}  // namespace bach
