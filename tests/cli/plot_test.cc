// `bach plot` as a user runs it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/program.h"

namespace bach {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kScale = "X:1\nT:Scale\nM:4/4\nL:1/4\nK:C\nC D E F | G A B c |]\n";

TEST(Plot, LengthsOfTheCorpusAreThoseTheNotebookSees) {
  const ScratchFolder folder;
  const Outcome outcome = run_bach({"plot", "lengths", "--json"}, folder.path());
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const nlohmann::json json = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(json["kind"], "lengths");
  ASSERT_EQ(json["pieces"].size(), 36u);
  EXPECT_EQ(json["pieces"][0]["name"], "cs1-1pre");
  std::size_t notes = 0;
  for (const auto& piece : json["pieces"]) notes += piece["notes"].get<std::size_t>();
  EXPECT_EQ(notes, 24501u);
  std::size_t pieces = 0;
  for (const auto& bin : json["bins"]) pieces += bin["pieces"].get<std::size_t>();
  EXPECT_EQ(pieces, 36u);
  EXPECT_EQ(json["bins"].back()["to"], 1000);
}

TEST(Plot, AllNotesCountsTheOtherVoicesToo) {
  const ScratchFolder folder;
  const Outcome outcome = run_bach({"plot", "lengths", "--all-notes"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("30,259 in all"));
}

TEST(Plot, NotesComeInCharactersWithoutAFile) {
  const ScratchFolder folder;
  write_text(folder / "scale.abc", kScale);
  const Outcome outcome = run_bach({"plot", "notes", "scale.abc", "--notes", "5"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("scale, the first 5 of 8 notes\n"));
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("C4│▄"), HasSubstr("▀"), Not(HasSubstr("\x1b"))));
}

TEST(Plot, NotesAsNumbers) {
  const ScratchFolder folder;
  write_text(folder / "scale.abc", kScale);
  const Outcome outcome = run_bach({"plot", "notes", "scale.abc", "--json"}, folder.path());
  EXPECT_EQ(outcome.out,
            "{\"kind\":\"notes\",\"pieces\":[{\"name\":\"scale\",\"notes\":8,"
            "\"pitches\":[60,62,64,65,67,69,71,72]}]}\n");
}

TEST(Plot, WritesEachFormatAndSaysSo) {
  const ScratchFolder folder;
  for (const std::string name : {"a.png", "a.svg", "a.pdf"}) {
    const Outcome outcome = run_bach({"plot", "notes", "--line", "-o", name}, folder.path());
    if (outcome.err.find("libcairo") != std::string::npos) GTEST_SKIP() << outcome.err;
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "wrote " + name + "\n");
    EXPECT_EQ(outcome.out, "");
  }
  EXPECT_THAT(folder.entries(), ElementsAre("a.pdf", "a.png", "a.svg"));
}

TEST(Plot, DoesNotReplaceAFileUnasked) {
  const ScratchFolder folder;
  write_text(folder / "a.png", "mine");
  const Outcome outcome = run_bach({"plot", "lengths", "-o", "a.png"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.err, "bach: a.png exists; --force replaces it\n");
  EXPECT_EQ(contents(folder / "a.png"), "mine");
}

TEST(Plot, MistakesAreOneLineEach) {
  const ScratchFolder folder;
  const Outcome kind = run_bach({"plot", "lenghts"}, folder.path());
  EXPECT_EQ(kind.exit_code, 2);
  EXPECT_THAT(kind.err, HasSubstr("did you mean lengths"));
  const Outcome ending = run_bach({"plot", "lengths", "-o", "a.gif"}, folder.path());
  EXPECT_EQ(ending.exit_code, 2);
  EXPECT_THAT(ending.err, HasSubstr(".png, .svg or .pdf"));
  const Outcome size = run_bach({"plot", "lengths", "--size", "big"}, folder.path());
  EXPECT_EQ(size.exit_code, 2);
  EXPECT_THAT(size.err, HasSubstr("--size big"));
  const Outcome piece = run_bach({"plot", "notes", "cs1-1per"}, folder.path());
  EXPECT_EQ(piece.exit_code, 1);
  EXPECT_THAT(piece.err, HasSubstr("cs1-1pre"));
}

}  // namespace
}  // namespace bach
