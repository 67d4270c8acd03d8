// Runs the built program as a user would.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace bach {

struct Outcome {
  int exit_code = -1;  // 128 + signal when it was killed
  std::string out;
  std::string err;
  long most_resident_kib = 0;  // the most memory it held at once
};

// Runs `bach arguments…` in `folder` with `input` on standard input and waits for its end.
Outcome run_bach(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
                 const std::string& input = {});

// An empty folder, removed with everything in it by the destructor.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  // Names of the entries, sorted.
  std::vector<std::string> entries() const;

 private:
  std::filesystem::path path_;
};

// Bytes of a file as a string; empty when it cannot be read.
std::string contents(const std::filesystem::path& path);
void write_text(const std::filesystem::path& path, const std::string& text);

}  // namespace bach
