#include "app/render/engrave.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/file.h"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX has it in no header

namespace bach {
namespace {

namespace fs = std::filesystem;

// A new folder, removed with all in it when this ends.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::error_code failed;
    std::string name = (fs::temp_directory_path(failed) / "bach-XXXXXX").string();
    if (!failed && ::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::string& path() const { return path_; }  // empty: it could not be made

 private:
  std::string path_;
};

// Runs a program of the search path with nothing to read and its words dropped.
Status run(std::vector<std::string> command, const std::string& package) {
  std::vector<char*> arguments;
  for (std::string& argument : command) arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failed =
      ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    return Error{ErrorCode::kUnsupported,
                 "engraving needs the program " + command[0] + ", which cannot be run (" +
                     std::strerror(failed) + "); on Debian, install " + package,
                 {}};
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return Error{ErrorCode::kIo, command[0] + ": lost sight of it", {}};
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  return Error{ErrorCode::kInvalidData, command[0] + " could not engrave the piece", {}};
}

// The files of `folder` that end so, in order of their names.
std::vector<std::string> files_ending(const std::string& folder, const std::string& ending) {
  std::vector<std::string> files;
  std::error_code failed;
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    if (entry->path().extension() == ending) files.push_back(entry->path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The converters' results in `folder`, page by page.
Result<std::vector<std::string>> pages_in(const std::string& folder, PageFormat format) {
  const std::string abc = folder + "/piece.abc", ps = folder + "/piece.ps";
  if (format == PageFormat::kSvg) {
    // Warnings of lines that are full end it with 1; what counts is whether there are pages.
    const Status drawn = run({"abcm2ps", "-q", "-g", abc, "-O", folder + "/piece.svg"}, "abcm2ps");
    if (!drawn && drawn.error().code == ErrorCode::kUnsupported) return drawn.error();
    return files_ending(folder, ".svg");
  }
  const Status drawn = run({"abcm2ps", "-q", abc, "-O", ps}, "abcm2ps");
  if (!drawn && drawn.error().code == ErrorCode::kUnsupported) return drawn.error();
  const std::vector<std::string> gs = {"gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE"};
  std::vector<std::string> command = gs;
  if (format == PageFormat::kPdf) {
    command.insert(command.end(), {"-sDEVICE=pdfwrite", "-sOutputFile=" + folder + "/piece.pdf"});
  } else {
    command.insert(command.end(),
                   {"-sDEVICE=png16m", "-r150", "-dTextAlphaBits=4", "-dGraphicsAlphaBits=4",
                    "-sOutputFile=" + folder + "/piece-%03d.png"});
  }
  command.push_back(ps);
  if (Status converted = run(command, "ghostscript"); !converted) {
    return std::move(converted).error();
  }
  return files_ending(folder, format == PageFormat::kPdf ? ".pdf" : ".png");
}

// "page.svg", or "page-2.svg" of several.
std::string page_path(const std::string& path, std::size_t page, std::size_t pages) {
  if (pages == 1) return path;
  const fs::path whole(path);
  const fs::path name =
      whole.stem().string() + "-" + std::to_string(page + 1) + whole.extension().string();
  return (whole.parent_path() / name).string();
}

}  // namespace

std::optional<PageFormat> page_format_of(const std::string& path) {
  std::string ending = fs::path(path).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (ending == ".pdf") return PageFormat::kPdf;
  if (ending == ".svg") return PageFormat::kSvg;
  if (ending == ".png") return PageFormat::kPng;
  return std::nullopt;
}

Result<std::vector<std::string>> engrave(const std::string& abc, PageFormat format,
                                         const std::string& path, bool replace) {
  const ScratchFolder folder;
  if (folder.path().empty()) {
    return Error{ErrorCode::kIo, "no room for temporary files (is TMPDIR a folder?)", {}};
  }
  if (Status written = write_file_atomically(folder.path() + "/piece.abc", abc); !written) {
    return std::move(written).error();
  }
  const Result<std::vector<std::string>> pages = pages_in(folder.path(), format);
  if (!pages) return pages.error();
  if (pages->empty()) {
    return Error{ErrorCode::kInvalidData, "abcm2ps could not engrave the piece", {}};
  }
  std::vector<std::string> files;
  for (std::size_t page = 0; page < pages->size(); ++page) {
    files.push_back(page_path(path, page, pages->size()));
    std::error_code unknown;
    if (!replace && fs::exists(files.back(), unknown)) {
      return Error{ErrorCode::kExists, files.back() + " exists; `force` replaces it", {}};
    }
  }
  for (std::size_t page = 0; page < pages->size(); ++page) {
    const auto bytes = read_file((*pages)[page]);
    if (!bytes) return bytes.error();
    if (Status written = write_file_atomically(files[page], *bytes); !written) {
      return std::move(written).error();
    }
  }
  return files;
}

}  // namespace bach
