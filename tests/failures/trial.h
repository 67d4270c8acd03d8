// A folder, and what becomes of it when a process of its own works in it while a call fails.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "failures/faults.h"

namespace bach::failures {

// The files of a folder with what they hold.
using Files = std::map<std::string, std::string>;

Files files_in(const std::filesystem::path& folder);

// Makes `folder` hold `files` and nothing else. Those that are there already stay untouched: packing
// knows a file by its time, too.
void put(const Files& files, const std::filesystem::path& folder);

struct Outcome {
  int code = -1;  // 128 + signal when it was killed
  std::string said;
};

// What `work` gives for an exit code, done in a process of its own, in `folder`.
// Calls are counted in `plan` from 0, and fail as it says. What is said on stderr goes through the file `said`.
Outcome run_child(Plan& plan, const std::filesystem::path& folder,
                  const std::filesystem::path& said, const std::function<int()>& work);

// One line on stderr, exit code 1; of memory where that failed. `what` says what was tried.
void expect_one_line(const Outcome& outcome, Call call, const std::string& what);

// Whether BACH_EVERY_FAILURE asks for all.
bool every_failure();
// Which of `count` calls fail, from 1: all of them where that is asked for; else some of many, from the first
// to the last.
std::vector<std::uint64_t> tried(std::uint64_t count, std::uint64_t most);

constexpr std::size_t number_of(Call call) { return static_cast<std::size_t>(call); }

// Has a folder and a plan that children share.
class FailureTrial : public testing::Test {
 protected:
  FailureTrial();
  ~FailureTrial() override;

  std::filesystem::path root_, folder_;
  Plan* plan_ = nullptr;
};

}  // namespace bach::failures
