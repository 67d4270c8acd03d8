// Room for files on their way.
#pragma once

#include <string>

#include "base/result.h"

namespace bach {

// A new folder, removed with all in it when this ends.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }  // empty: it could not be made
  // What to say then.
  Error missing() const;

 private:
  std::string path_;
};

}  // namespace bach
