// Whole commands, through the real parser, on a file of any content; see command_table.h.
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "fuzz/check.h"
#include "fuzz/command_table.h"

namespace {

namespace fs = std::filesystem;

// A folder of this process, removed with it.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "bach_command_fuzz_XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { empty(true); }

  const fs::path& path() const { return path_; }
  // Removes what is in it, and it.
  void empty(bool itself = false) const {
    std::error_code ignored;
    if (itself) {
      fs::remove_all(path_, ignored);
      return;
    }
    for (const fs::directory_entry& entry : fs::directory_iterator(path_)) {
      fs::remove_all(entry, ignored);
    }
  }

 private:
  fs::path path_;
};

// What is said goes into memory, but for what a sanitizer says: it writes to the descriptors.
class Said {
 public:
  Said() : out_(stdout), err_(stderr) {
    stdout = std::fopen("/dev/null", "w");
    stderr = ::open_memstream(&text_, &size_);
    if (stdout == nullptr || stderr == nullptr) std::abort();
  }
  Said(const Said&) = delete;
  Said& operator=(const Said&) = delete;
  ~Said() { std::free(text_); }

  // Back to the streams there were; what was said on stderr.
  std::string end() {
    std::fclose(stdout);
    std::fclose(stderr);
    stdout = out_;
    stderr = err_;
    return {text_, size_};
  }

 private:
  std::FILE* out_;
  std::FILE* err_;
  char* text_ = nullptr;
  std::size_t size_ = 0;
};

std::vector<std::string> words_of(const bach::fuzz::FuzzedCommand& command,
                                  const fs::path& folder) {
  std::vector<std::string> words = {"bach"};
  std::string_view rest = command.words;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    std::string word(rest.substr(0, end));
    if (word == "IN") word = (folder / command.file).string();
    if (word == "OUT") word = (folder / command.output).string();
    words.push_back(std::move(word));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return words;
}

int run(const std::vector<std::string>& words) {
  std::vector<const char*> arguments;
  for (const std::string& word : words) arguments.push_back(word.c_str());
  arguments.push_back(nullptr);
  return bach::cli::run_command_line(static_cast<int>(words.size()), arguments.data());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using bach::fuzz::check;
  static const Folder folder;
  if (size == 0) return 0;
  const auto& commands = bach::fuzz::kFuzzedCommands;
  const bach::fuzz::FuzzedCommand& command = commands[data[0] % commands.size()];
  const fs::path input = folder.path() / command.file;
  std::ofstream(input, std::ios::binary)
      .write(reinterpret_cast<const char*>(data + 1), static_cast<std::streamsize>(size - 1));
  Said said;
  const int code = run(words_of(command, folder.path()));
  const std::string words = said.end();
  check(code == 0 || code == 1 || code == 2, "a command is done, fails or was not understood");
  check(code == 0 || words.find("bach: ") != std::string::npos, "a failure says why");
  check(fs::exists(input), "the input is there still");
  const bool written = !command.output.empty() && fs::exists(folder.path() / command.output);
  check(written == (code == 0 && !command.output.empty()), "an output is there when it is done");
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder.path())) ++files;
  check(files == (written ? 2U : 1U), "nothing else is left behind");
  folder.empty();
  return 0;
}
