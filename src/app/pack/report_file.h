// The table of what was left out of a set.
#pragma once

#include <optional>
#include <string>

#include "base/file.h"
#include "base/result.h"
#include "packed/take.h"

namespace bach {

// Lines "name⇥cause⇥detail", written as they come and given their name at the end.
class ReportFile {
 public:
  // No report for an empty path. Errors: kExists; those of opening.
  Status open(const std::string& path, bool force);

  void add(const std::string& name, const Refusal& refusal);
  // Errors: those of writing, also before.
  Status finish();

 private:
  void write_out();

  std::string target_;
  std::optional<NewFile> file_;
  std::string lines_;  // not written yet
  int failure_ = 0;    // the errno of the first write that failed
};

}  // namespace bach
