// The same seed, the same bytes as the program writes.
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "answers.h"

namespace bach::test {
namespace {

std::string output_of(const std::string& arguments) {
  const std::string command = std::string(BACH_PROGRAM) + " " + arguments + " 2>/dev/null";
  FILE* pipe = popen(command.c_str(), "r");
  std::string out;
  char block[4096];
  for (std::size_t got = 1; pipe != nullptr && got > 0;) {
    got = std::fread(block, 1, sizeof block, pipe);
    out.append(block, got);
  }
  EXPECT_TRUE(pipe != nullptr && pclose(pipe) == 0) << command;
  return out;
}

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Removed with all in it at the end.
struct Scratch {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("bach-api-" + std::to_string(getpid()));
  Scratch() { std::filesystem::create_directories(path); }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
};

TEST(CommandLine, ComposesTheSameBytes) {
  const auto events = answers_to(
      R"({"version": 1, "request": "compose", "files": ["mid"],
          "options": {"kind": "gigue", "key": "A minor", "bars": "4+4", "seed": 7}})");
  const ordered_json score = event_of(events, "score");
  ASSERT_FALSE(score.is_null()) << events.back();
  const std::string midi = bytes_of(score["files"]["mid"]);
  EXPECT_EQ(midi.substr(0, 4), "MThd");
  EXPECT_EQ(midi, output_of("compose --kind gigue --key 'A minor' --bars 4+4 --seed 7 -o -"));
}

TEST(CommandLine, WritesTheSamePages) {
  const Scratch scratch;
  const auto events = answers_to(
      R"({"version": 1, "request": "infill", "files": ["abc", "musicxml", "mid"],
          "music": {"movement": "cs1-4sar"}, "options": {"from_bar": 3, "to_bar": 4}})");
  const ordered_json score = event_of(events, "score");
  ASSERT_FALSE(score.is_null()) << events.back();
  for (const std::string ending : {"abc", "musicxml", "mid"}) {
    const std::string file = (scratch.path / ("piece." + ending)).string();
    output_of("compose --infill cs1-4sar --from-bar 3 --to-bar 4 -o " + file);
    EXPECT_EQ(bytes_of(score["files"][ending]), contents(file)) << ending;
  }
}

TEST(CommandLine, ComposesTheSameSuite) {
  const Scratch scratch;
  const auto events = answers_to(
      R"({"version": 1, "request": "suite", "files": ["mid", "abc", "musicxml"],
          "options": {"seed": 3, "bars": "4+4"}})");
  const std::string folder = (scratch.path / "suite").string();
  output_of("suite -o " + folder + " --seed 3 --bars 4+4 --sound none");
  std::size_t compared = 0;
  for (const ordered_json& event : events) {
    if (!event.contains("files")) continue;
    for (const auto& [ending, file] : event["files"].items()) {
      const std::string name = event["name"].get<std::string>() + "." + ending;
      EXPECT_EQ(bytes_of(file), contents(folder + "/" + name)) << name;
      ++compared;
    }
  }
  EXPECT_EQ(compared, 21U);
}

}  // namespace
}  // namespace bach::test
