// The files behind what was named, one after the other, without a list of them all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace bach {

struct SourceFile {
  std::filesystem::path path;
  std::string name;      // as the set calls it: within the folder that was named, or the file's own
  std::uint64_t id = 0;  // of this path, size and time of change; 0: there is no such file
  std::uint64_t bytes = 0;  // its size
};

// Folders are gone through in order of names, one folder's names in memory at a time for each depth.
class SourceWalk {
 public:
  // As PackOptions::inputs.
  explicit SourceWalk(std::vector<std::string> inputs);

  // The next file: of a folder those that are music or archives, hidden ones and links to folders left
  // out. None: that was all. Errors: a folder that cannot be read.
  Result<std::optional<SourceFile>> next();

 private:
  struct Folder {
    std::filesystem::path path;
    std::string name;                // of it, with a slash behind, or empty
    std::vector<std::string> names;  // the last is next
  };
  std::optional<std::string> next_input();
  Status enter(const std::filesystem::path& folder, const std::string& name);

  std::vector<std::string> inputs_;
  std::size_t input_ = 0;
  std::vector<Folder> folders_;  // the innermost last
};

}  // namespace bach
