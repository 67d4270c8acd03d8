// Other people's programs, run within limits.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"

namespace bach {

// Of several names of one program, the first that the search path has; empty: none of them.
std::string installed_program(const std::vector<std::string>& names);

// What pages of a score may take, of each process and of all it writes. An orchestral score of a hundred
// pages takes MuseScore a fifth of them.
inline constexpr std::uint64_t kMostProgramMemory = std::uint64_t{2} << 30;  // data, not libraries
inline constexpr std::uint64_t kMostProgramOutput = std::uint64_t{512} << 20;
inline constexpr std::size_t kMostProgramFiles = 10'000;

struct ProgramRun {
  std::vector<std::string> command;                // the program, then its arguments
  std::vector<std::string> environment;            // "NAME=VALUE", beside what this process has
  double limit_seconds = 0;                        // by the clock, and of each process's own
  std::uint64_t most_memory = kMostProgramMemory;  // bytes
  std::uint64_t most_output = kMostProgramOutput;  // bytes, of a file and of all in `folder`
  std::string folder = {};                         // where it writes; empty: nobody looks
  bool confine = false;  // by bubblewrap, where that works: it can write in `folder` alone
};

// Runs it with nothing to read and its words dropped, in a process group of its own, all of which
// is ended when it has run for `limit_seconds`, when the files of `folder` are too many or too large,
// when it ends itself, or when all is cancelled. Memory beyond its limit is refused to it, and it
// leaves no core. Returns its exit status. Errors: kUnsupported when it cannot be run, kLimit,
// kCancelled, kInvalidData when it died of a signal; a message names the program.
Result<int> run_program(const ProgramRun& run, const Cancellation& cancellation);

}  // namespace bach
