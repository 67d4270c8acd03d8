#include "app/music/inputs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "score/to_midi.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class InputsTest : public testing::Test {
 protected:
  InputsTest()
      : folder_(fs::path(testing::TempDir()) / ("bach_inputs_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~InputsTest() override { fs::remove_all(folder_); }

  std::string put(const std::string& name, const std::string& text = "x") const {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    EXPECT_TRUE(write_file_atomically(path, text).ok());
    return path;
  }

  std::string in(const std::string& name) const { return folder_ / name; }

  fs::path folder_;
};

TEST_F(InputsTest, AFolderIsItsMusicAtAnyDepthInOrderOfPaths) {
  for (const char* name : {"b.mid", "a.MIDI", "notes.txt", "suite/2.mid", "suite/1.abc",
                           "suite/.hidden.mid", ".trash/old.mid", "c.mid.part"}) {
    put(name);
  }
  fs::create_directories(folder_ / "folder.mid");
  const auto pieces = expand_inputs({in("")});
  ASSERT_TRUE(pieces.ok());
  EXPECT_THAT(*pieces,
              ElementsAre(in("a.MIDI"), in("b.mid"), in("suite/1.abc"), in("suite/2.mid")));
}

constexpr const char* kMusicXml =
    "<score-partwise><part-list><score-part id=\"P1\"><part-name>Cello</part-name></score-part>"
    "</part-list><part id=\"P1\"><measure number=\"1\"><attributes><divisions>1</divisions>"
    "</attributes><note><pitch><step>C</step><octave>3</octave></pitch><duration>4</duration>"
    "</note></measure></part></score-partwise>";

TEST_F(InputsTest, AFolderMayMixKinds) {
  put("a.mid");
  put("b.musicxml", kMusicXml);
  put("c.xml", kMusicXml);
  put("build.xml", "<project/>");
  put("d.mxl");
  put("e.mscz");
  const auto pieces = expand_inputs({in("")});
  ASSERT_TRUE(pieces.ok());
  EXPECT_THAT(*pieces, ElementsAre(in("a.mid"), in("b.musicxml"), in("c.xml"), in("d.mxl")));
}

TEST_F(InputsTest, ReadsMusicXmlByItsEndingOrItsLooks) {
  for (const char* name : {"piece.musicxml", "piece.xml", "piece.txt"}) {
    const auto opened = open_score(put(name, kMusicXml));
    ASSERT_TRUE(opened.ok()) << name << ": " << opened.error().message;
    EXPECT_EQ(opened->name, "piece");
    ASSERT_EQ(opened->score.tracks.size(), 1U);
    EXPECT_EQ(opened->score.tracks[0].program, kCelloProgram);
  }
  const auto other = open_score(put("page.xml", "<html/>"));
  ASSERT_FALSE(other.ok());
  EXPECT_THAT(other.error().message, HasSubstr("page.xml: the root is <html>"));
}

TEST_F(InputsTest, SaysHowToExportWhatIsNotRead) {
  for (const char* name : {"a.mscz", "a.MSCX", "a.ly", "a.krn", "a.sib"}) {
    const auto opened = open_score(put(name));
    ASSERT_FALSE(opened.ok()) << name;
    EXPECT_EQ(opened.error().code, ErrorCode::kUnsupported) << name;
    EXPECT_THAT(opened.error().message, HasSubstr(std::string(name) + ": ")) << name;
  }
}

TEST_F(InputsTest, EverythingElseKeepsItsPlace) {
  put("m/b.mid");
  const auto pieces = expand_inputs({"z.mid", in("m"), "-", "a name"});
  ASSERT_TRUE(pieces.ok());
  EXPECT_THAT(*pieces, ElementsAre("z.mid", in("m/b.mid"), "-", "a name"));
}

TEST_F(InputsTest, ALinkToAFolderIsNotFollowedIntoALoop) {
  put("m/a.mid");
  fs::create_directory_symlink(folder_, folder_ / "m" / "up");
  const auto pieces = expand_inputs({in("m")});
  ASSERT_TRUE(pieces.ok());
  EXPECT_THAT(*pieces, ElementsAre(in("m/a.mid")));
}

TEST_F(InputsTest, APieceIsCalledAsItsFileOrMovement) {
  EXPECT_EQ(piece_name("folder/cs1-1pre.mid"), "cs1-1pre");
  EXPECT_EQ(piece_name("bwv1007-1"), "cs1-1pre");
  EXPECT_EQ(piece_name("-"), "input");
}

TEST_F(InputsTest, NothingNamedIsTheWholeCorpus) {
  const auto pieces = expand_inputs({});
  ASSERT_TRUE(pieces.ok());
  ASSERT_EQ(pieces->size(), 36u);
  EXPECT_EQ(pieces->front(), "cs1-1pre");
  EXPECT_EQ(pieces->back(), "cs6-6gig");
  EXPECT_TRUE(std::is_sorted(pieces->begin(), pieces->end()));
}

TEST_F(InputsTest, ASetIsItsMovements) {
  const Result<std::vector<std::string>> violin = expand_inputs({"violin", "cs1-1pre"});
  ASSERT_TRUE(violin.ok());
  EXPECT_EQ(violin->size(), 32u);
  EXPECT_EQ(violin->front(), "vs1-1ada");
  EXPECT_EQ(piece_names({"Violin", "bwv1004-5"}).back(), "vp2-5cha");
  EXPECT_EQ(open_score("violin").error().message,
            "violin: a set of 31 movements; name one of them, bwv1001-1 to bwv1006-6");
}

TEST_F(InputsTest, AMovementIsOpenedByNameOrAlias) {
  const auto by_name = open_score("bwv1007-5");
  const auto by_alias = open_score("cs1-5men");
  ASSERT_TRUE(by_name.ok() && by_alias.ok());
  EXPECT_EQ(by_name->name, "cs1-5men");
  EXPECT_EQ(by_name->score, by_alias->score);
  EXPECT_TRUE(by_name->score.play_order.empty()) << "repeats must be played";
}

TEST_F(InputsTest, AMistypedMovementIsGuessed) {
  const auto opened = open_score("cs1-1per");
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(opened.error().message, HasSubstr("did you mean cs1-1pre?"));
}

TEST_F(InputsTest, AnAbcFileIsOpenedAsItSounds) {
  const std::string tune = "X:1\nT:Two bars\nM:4/4\nL:1/4\nK:C\n|: C D E F :|\n";
  for (const char* name : {"tune.abc", "tune.txt"}) {
    const auto opened = open_score(put(name, "% a comment\n\n" + tune));
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    EXPECT_EQ(opened->name, "tune");
    ASSERT_EQ(opened->score.tracks.size(), 1u);
    EXPECT_EQ(opened->score.tracks[0].notes.size(), 8u) << "repeats must be played";
  }
  const auto broken = open_score(put("broken.abc", "no tune at all"));
  ASSERT_FALSE(broken.ok());
  EXPECT_THAT(broken.error().message, HasSubstr("broken.abc"));
}

TEST_F(InputsTest, AMidiFileIsOpenedAsItSounds) {
  Score score;
  score.tracks = {{"cello", 0, 42, {{0, 480, 48, 90}, {480, 240, 50, 90}}}};
  score.end = 720;
  const auto bytes = midi_from_score(score);
  put("piece.mid", std::string(bytes.begin(), bytes.end()));
  const auto opened = open_score(in("piece.mid"));
  ASSERT_TRUE(opened.ok()) << opened.error().message;
  EXPECT_EQ(opened->name, "piece");
  ASSERT_EQ(opened->score.tracks.size(), 1u);
  EXPECT_EQ(opened->score.tracks[0].notes, score.tracks[0].notes);
}

TEST_F(InputsTest, WhatCannotBeOpenedIsNamed) {
  const auto missing = open_score(in("none.mid"));
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(missing.error().message, HasSubstr("none.mid"));
  const auto text = open_score(put("text.mid", "this is no music"));
  ASSERT_FALSE(text.ok());
  EXPECT_THAT(text.error().message, HasSubstr("text.mid"));
}

}  // namespace
}  // namespace bach
