// The table of what was left out of a set.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "base/result.h"
#include "packed/take.h"

namespace bach {

// Lines "name⇥cause⇥detail", written as they come and given their name at the end.
class ReportFile {
 public:
  // No report for an empty path. Errors: kExists; those of opening.
  Status open(const std::string& path, bool force);
  ~ReportFile();

  void add(const std::string& name, const Refusal& refusal);
  // Errors: those of writing.
  Status finish();

 private:
  std::filesystem::path target_;
  std::filesystem::path temporary_;
  std::ofstream file_;
};

}  // namespace bach
