// Runs a program and says what it took.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace bach::fuzz {

using Words = std::vector<std::string>;

struct Outcome {
  int status = 0;                   // as waitpid() has it
  double seconds = 0;               // of the processor, all threads together
  double mib = 0;                   // the most memory held at once
  std::vector<std::string> errors;  // lines on standard error

  std::string error() const { return errors.empty() ? "" : errors.front(); }
};

// Runs `words` in `folder`, with nothing on standard input; killed after two minutes of processor
// time. The memory is the program's own only while the caller holds less.
Outcome run(const Words& words, const std::filesystem::path& folder);

}  // namespace bach::fuzz
