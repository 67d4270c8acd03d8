// Whole files in, whole files out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace bach {

// Reads a whole file; "-" is standard input. Files larger than `most` bytes are refused (kLimit)
// without reading them, and files that changed meanwhile (kIo). Errors name the path.
Result<std::vector<std::uint8_t>> read_file(const std::filesystem::path& path,
                                            std::size_t most = std::size_t{1} << 31);

// Replaces `path` as one step: writes a temporary file beside it, syncs it, renames it over the
// target and syncs the folder. On error the target is as it was and no temporary file is left.
// "-" writes to standard output. Behind a link the file it leads to is replaced; a device or a pipe
// is not, but written to.
Status write_file_atomically(const std::filesystem::path& path,
                             std::span<const std::uint8_t> bytes);
Status write_file_atomically(const std::filesystem::path& path, const std::string& text);

// A new file beside the one it is to become, for writers that take a descriptor. Nobody can guess
// its name, which keeps the target's extension at the end; it is never something that was there
// already, a link least of all. Gone with the object unless it was committed.
class NewFile {
 public:
  static Result<NewFile> beside(const std::filesystem::path& target);
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile();

  int descriptor() const { return descriptor_; }  // open for reading and writing, at 0
  const std::filesystem::path& path() const { return path_; }
  // Puts it in the target's place, as commit_file(); the descriptor is closed. Once.
  Status commit();

 private:
  NewFile(std::filesystem::path target, std::filesystem::path path, int descriptor);

  std::filesystem::path target_;
  std::filesystem::path path_;
  int descriptor_;  // −1 when it was committed or given away
};

// A name as a NewFile has, for folders: whoever makes one must refuse what is there already.
std::filesystem::path temporary_beside(const std::filesystem::path& target);
// Syncs `temporary` and renames it over `target`.
Status commit_file(const std::filesystem::path& temporary, const std::filesystem::path& target);
// Removes a temporary file; silent when it is gone.
void discard_file(const std::filesystem::path& temporary);

// The error for the system's errno value `number`, naming `path` and what was tried ("read", …).
Error system_error(int number, const std::string& tried, const std::filesystem::path& path);

}  // namespace bach
