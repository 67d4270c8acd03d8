// bach inspect, as a user runs it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/program.h"

namespace bach {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// A G of a quarter at 96 ticks, in 3/4 and G major; `trailing` stands behind the file.
std::string small_file(const std::string& trailing = {}) {
  const unsigned char bytes[] = {'M',  'T',  'h', 'd', 0,   0,   0, 6,    0,    0,    0, 1,
                                 0,    96,   'M', 'T', 'r', 'k', 0, 0,    0,    25,   0, 0xFF,
                                 0x58, 4,    3,   2,   24,  8,   0, 0xFF, 0x59, 2,    1, 0,
                                 0,    0x90, 43,  64,  96,  43,  0, 0,    0xFF, 0x2F, 0};
  return std::string(reinterpret_cast<const char*>(bytes), sizeof bytes) + trailing;
}

std::vector<nlohmann::json> json_lines(const std::string& text) {
  std::vector<nlohmann::json> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(nlohmann::json::parse(line));
  return lines;
}

TEST(InspectCommand, PrintsATable) {
  ScratchFolder folder;
  write_text(folder / "g.mid", small_file("xyz"));
  const Outcome outcome = run_bach({"inspect", "g.mid"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(
      outcome.out,
      "FILE   FORMAT DIVISION TRACKS   NOTES  CHORDS  RANGE    KEY       METRE    TEMPO   "
      "SECONDS WARNINGS\n"
      "g.mid       0       96      1       1       0  G2-G2    G major   3/4      120.0       "
      "0.5        1\n"
      "  ! bytes after the last track ignored: 3, first at byte 47\n");
}

TEST(InspectCommand, PrintsOneJsonObjectALine) {
  ScratchFolder folder;
  write_text(folder / "g.mid", small_file("xyz"));
  const Outcome outcome = run_bach({"inspect", "--json", "g.mid", "g.mid"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 0);
  const auto lines = json_lines(outcome.out);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0], nlohmann::json::parse(R"({
    "file": "g.mid", "format": 0, "division": 96, "tracks": 1, "notes": 1, "chords": 0,
    "lowest": 43, "highest": 43, "key": "G major", "metre": "3/4", "tempo": 120.0, "seconds": 0.5,
    "warnings": ["bytes after the last track ignored: 3, first at byte 47"]})"));
  EXPECT_THAT(outcome.out, StartsWith(R"({"file":"g.mid","format":0,"division":96,"tracks":1,)"));
}

TEST(InspectCommand, GoesThroughFoldersInOrderAndFailsWhenAFileWasNotRead) {
  ScratchFolder folder;
  std::filesystem::create_directories(folder / "music/deep");
  write_text(folder / "music/b.mid", small_file());
  write_text(folder / "music/deep/c.MID", small_file());
  write_text(folder / "music/a.mid", "no music");
  write_text(folder / "music/notes.txt", "not asked for");
  const Outcome outcome = run_bach({"inspect", "--json", "music"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 1);
  const auto lines = json_lines(outcome.out);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0].at("file"), "music/a.mid");
  EXPECT_THAT(lines[0].at("error").get<std::string>(), HasSubstr("not a MIDI file"));
  EXPECT_EQ(lines[0].size(), 2u);
  EXPECT_EQ(lines[1].at("file"), "music/b.mid");
  EXPECT_EQ(lines[2].at("file"), "music/deep/c.MID");

  const Outcome table = run_bach({"inspect", "music"}, folder.path());
  EXPECT_EQ(table.exit_code, 1);
  EXPECT_THAT(table.err, HasSubstr("bach: music/a.mid: not a MIDI file"));
  EXPECT_THAT(table.err, HasSubstr("3 files: 2 notes, 0.00 hours, 0 with warnings, 1 unreadable"));
  EXPECT_THAT(table.out, HasSubstr("\nmusic/deep/c.MID"));
}

TEST(InspectCommand, ReadsStandardInput) {
  ScratchFolder folder;
  const Outcome outcome = run_bach({"inspect", "--json", "-"}, folder.path(), small_file());
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(json_lines(outcome.out).at(0).at("notes"), 1);
}

TEST(InspectCommand, KnowsTheMovements) {
  ScratchFolder folder;
  const Outcome outcome = run_bach({"inspect", "--json", "cs1-1pre"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 0);
  const auto lines = json_lines(outcome.out);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].at("format"), nullptr);
  EXPECT_EQ(lines[0].at("key"), "G major");
}

TEST(InspectCommand, SaysWhenAFolderHoldsNoMusic) {
  ScratchFolder folder;
  const Outcome outcome = run_bach({"inspect", "."}, folder.path());
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.err, "bach: .: no MIDI, ABC or MusicXML files in it\n");
}

TEST(InspectCommand, NeedsAnInput) {
  ScratchFolder folder;
  EXPECT_EQ(run_bach({"inspect"}, folder.path()).exit_code, 2);
}

}  // namespace
}  // namespace bach
