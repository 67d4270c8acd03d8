// Other people's programs, run with a time limit.
#pragma once

#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"

namespace bach {

// Of several names of one program, the first that the search path has; empty: none of them.
std::string installed_program(const std::vector<std::string>& names);

struct ProgramRun {
  std::vector<std::string> command;      // the program, then its arguments
  std::vector<std::string> environment;  // "NAME=VALUE", beside what this process has
  double limit_seconds = 0;
};

// Runs it with nothing to read and its words dropped, in a process group of its own, all of which
// is ended when it has run for `limit_seconds`, when it ends itself, or when all is cancelled.
// Returns its exit status. Errors: kUnsupported when it cannot be run, kLimit, kCancelled, kInvalidData
// when it died of a signal; a message names the program.
Result<int> run_program(const ProgramRun& run, const Cancellation& cancellation);

}  // namespace bach
