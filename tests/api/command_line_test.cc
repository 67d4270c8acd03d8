// The same seed, the same bytes as the program writes.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

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

// Runs the command of an event in a folder of its own, with what the request gave as files, and compares.
void expect_command_to_match(const std::string& request, const std::string& command,
                             const std::vector<std::pair<std::string, std::string>>& given = {}) {
  const Scratch scratch;
  const std::filesystem::path work = scratch.path / "work";
  std::filesystem::create_directories(work);
  std::filesystem::create_symlink(BACH_PROGRAM, scratch.path / "bach");
  for (const auto& [name, bytes] : given) std::ofstream(work / name, std::ios::binary) << bytes;
  const auto events = answers_to(R"({"version": 1, "request": )" + request + "}");
  const ordered_json first = event_of(events, "score");
  ASSERT_FALSE(first.is_null()) << events.back();
  EXPECT_EQ(first["command"], command);
  const std::string shell = "cd '" + work.string() + "' && PATH='" + scratch.path.string() +
                            "':\"$PATH\" && " + first["command"].get<std::string>() +
                            " 2>messages && ls >/dev/null";
  ASSERT_EQ(std::system(shell.c_str()), 0) << contents(work / "messages");
  std::size_t scores = 0;
  for (const ordered_json& event : events) scores += event["event"] == "score" ? 1 : 0;
  for (const ordered_json& event : events) {
    if (event["event"] != "score") continue;
    const std::string number =
        scores == 1 ? "" : "-" + std::to_string(event["index"].get<int>() + 1);
    EXPECT_EQ(bytes_of(event["files"]["mid"]), contents(work / ("piece" + number + ".mid")));
  }
}

TEST(CommandLine, IsToldByEvents) {
  expect_command_to_match(R"("compose", "options": {"key": "E flat", "bars": "4+4", "seed": 9,
                          "transpose": -3, "in_key": true, "outputs": 2, "top_p": 0.875})",
                          "bach compose --outputs 2 --seed 9 --top-p 0.875 --key 'E flat' --bars "
                          "4+4 --transpose=-3 --in-key -o piece.mid");
  expect_command_to_match(
      R"("infill", "music": {"movement": "cs1-4sar"}, "options": {"from_bar": 3, "to_bar": 4})",
      "bach compose --infill cs1-4sar --from-bar 3 --to-bar 4 -o piece.mid");
}

TEST(CommandLine, IsToldWithTheFilesThatWereGiven) {
  const std::string abc =
      "X:1\nT:It's a dance\nM:3/4\nL:1/8\nK:Am\nA,CECEA|GFEDCB,|A,CEAce|d4 c2|\n";
  const std::string text = ordered_json(abc).dump();
  const std::string options = R"(, "options": {"bars": "4"})";
  expect_command_to_match(
      R"("continue", "music": {"name": "it's a dance.abc", "text": )" + text + "}" + options,
      "bach compose --primer 'it'\\''s a dance.abc' --bars 4 -o piece.mid",
      {{"it's a dance.abc", abc}});
  expect_command_to_match(
      R"("continue", "music": {"name": "-d.abc", "text": )" + text + "}" + options,
      "bach compose --primer ./-d.abc --bars 4 -o piece.mid", {{"-d.abc", abc}});
  expect_command_to_match(R"("continue", "music": {"text": )" + text + "}" + options,
                          "bach compose --primer music.abc --bars 4 -o piece.mid",
                          {{"music.abc", abc}});
}

TEST(CommandLine, IsToldWithScoresAsFiles) {
  const ordered_json told = event_of(
      answers_to(R"({"version": 1, "request": "compose", "options": {"bars": "8", "seed": 2}})"),
      "score");
  const std::string midi = bytes_of(told["files"]["mid"]);
  const std::string music = R"("music": {"name": "take 1", "title": )" + told["title"].dump() +
                            R"(, "score": )" + told["score"].dump() + "}";
  expect_command_to_match(R"("continue", )" + music + R"(, "options": {"bars": "4"})",
                          "bach compose --primer 'take 1.mid' --bars 4 -o piece.mid",
                          {{"take 1.mid", midi}});
  expect_command_to_match(R"("infill", )" + music + R"(, "options": {"from_bar": 2, "to_bar": 3})",
                          "bach compose --infill 'take 1.mid' --from-bar 2 --to-bar 3 -o piece.mid",
                          {{"take 1.mid", midi}});
}

TEST(CommandLine, IsToldWithTheModelThatWasGiven) {
  const auto trained = answers_to(
      R"({"version": 1, "request": "train", "music": [{"movement": "cs1-1pre"}],
          "options": {"preset": "sequences", "hidden": 8, "dense": 0, "lanes": 2, "epochs": 1, "batches": 2}})");
  const ordered_json model = event_of(trained, "file");
  expect_command_to_match(
      R"("compose", "options": {"notes": 30}, "model": {"base64": )" + model["base64"].dump() + "}",
      "bach compose --notes 30 --model model.safetensors -o piece.mid",
      {{"model.safetensors", bytes_of(model)}});
}

TEST(CommandLine, IsToldOfSuites) {
  const Scratch scratch;
  std::filesystem::create_symlink(BACH_PROGRAM, scratch.path / "bach");
  const auto events = answers_to(
      R"({"version": 1, "request": "suite", "options": {"seed": 3, "bars": "4+4", "galanterie": "gavotte"}})");
  const std::string command = event_of(events, "whole")["command"];
  EXPECT_EQ(command, "bach suite --seed 3 --galanterie gavotte --bars 4+4 -o suite");
  const std::string shell = "cd '" + scratch.path.string() + "' && PATH=.:\"$PATH\" && " + command +
                            " --no-sound >messages 2>&1";
  ASSERT_EQ(std::system(shell.c_str()), 0) << contents(scratch.path / "messages");
  std::size_t compared = 0;
  for (const ordered_json& event : events) {
    if (!event.contains("files")) continue;
    EXPECT_EQ(event["command"], command);
    const std::string file = "suite/" + event["name"].get<std::string>() + ".mid";
    EXPECT_EQ(bytes_of(event["files"]["mid"]), contents(scratch.path / file)) << file;
    ++compared;
  }
  EXPECT_EQ(compared, 7U);
}

}  // namespace
}  // namespace bach::test
