#include "cli/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace bach {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder() {
  static std::atomic<int> counter{0};
  path_ = fs::path(testing::TempDir()) /
          ("bach_" + std::to_string(::getpid()) + "_" + std::to_string(counter.fetch_add(1)));
  fs::remove_all(path_);
  fs::create_directories(path_);
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::vector<std::string> ScratchFolder::entries() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(path_)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write_text(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

Outcome run_bach(const std::vector<std::string>& arguments, const fs::path& folder,
                 const std::string& input) {
  const ScratchFolder streams;
  write_text(streams / "in", input);
  const pid_t child = ::fork();
  if (child == 0) {
    std::vector<std::string> words = {"bach"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const bool ready = std::freopen((streams / "in").c_str(), "r", stdin) != nullptr &&
                       std::freopen((streams / "out").c_str(), "w", stdout) != nullptr &&
                       std::freopen((streams / "err").c_str(), "w", stderr) != nullptr &&
                       ::chdir(folder.c_str()) == 0;
    if (ready) ::execv(BACH_PROGRAM, argv.data());
    ::_exit(127);
  }
  int status = 0;
  rusage used{};
  ::wait4(child, &status, 0, &used);
  Outcome outcome;
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  outcome.out = contents(streams / "out");
  outcome.err = contents(streams / "err");
  outcome.most_resident_kib = used.ru_maxrss;
  return outcome;
}

namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(Program, SaysItsVersionOnStandardOutput) {
  const ScratchFolder folder;
  const Outcome outcome = run_bach({"--version"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.out, "bach " BACH_VERSION "\n");
  EXPECT_EQ(outcome.err, "");
}

TEST(Program, WithoutArgumentsShowsItsCommands) {
  const ScratchFolder folder;
  const Outcome outcome = run_bach({}, folder.path());
  EXPECT_EQ(outcome.exit_code, 0);
  for (const char* verb : {"corpus", "fetch", "inspect", "train", "compose", "render"}) {
    EXPECT_THAT(outcome.out, HasSubstr(verb));
  }
}

TEST(Program, AMistypedCommandIsOneLineWithAGuess) {
  const ScratchFolder folder;
  const Outcome outcome = run_bach({"comopse"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err,
            "bach: unknown command 'comopse', did you mean compose?; see bach --help\n");
}

TEST(Program, AMistypedOptionIsOneLineWithAGuess) {
  const ScratchFolder folder;
  const Outcome outcome = run_bach({"compose", "--temprature=2"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("unknown option '--temprature', did you mean --temperature?"));
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1);
}

}  // namespace
}  // namespace bach
