// The folder of a suite while it is written: there as a whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/lock_file.h"
#include "base/result.h"

namespace bach {

// Files are written into a folder nobody else knows, which commit() puts in the target's place. Until
// then, and when this ends without it, the target is as it was. Holds the target for itself: a second
// one is refused. Move-only.
class SuiteFolder {
 public:
  // Makes the folders above `target` where there are none, and removes what writers that were killed
  // left. Errors name the target: kExists while another writes it, else the system's.
  static Result<SuiteFolder> open(const std::string& target);
  SuiteFolder(SuiteFolder&&) noexcept = default;
  SuiteFolder& operator=(SuiteFolder&&) = delete;
  ~SuiteFolder();

  // Where to write.
  const std::filesystem::path& path() const { return made_; }

  // Where there is no target, or an empty folder, the new one becomes it in one step. Where there are
  // other files the new ones are moved among them, each in one step; one that is there already is
  // replaced with `replace`, and else kExists, nothing having been moved.
  Status commit(bool replace);

 private:
  SuiteFolder(std::filesystem::path target, std::filesystem::path made,
              std::vector<LockFile> locks);

  std::filesystem::path target_;
  std::filesystem::path made_;  // empty when it was given away
  std::vector<LockFile> locks_;
};

}  // namespace bach
