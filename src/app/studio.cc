#include "app/studio.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "base/file.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

// What every site has, and hardly anything else.
constexpr char kMark[] = "engine.json";

fs::path folder_of_program() {
  std::error_code failed;
  return fs::read_symlink("/proc/self/exe", failed).parent_path();
}

Status check_target(const fs::path& folder, bool force) {
  std::error_code failed;
  if (!fs::exists(fs::symlink_status(folder, failed))) return {};
  if (fs::equivalent(folder, fs::current_path(failed), failed)) {
    return invalid_argument("export", "must be another folder than the one you are in");
  }
  const bool is_folder = fs::is_directory(fs::symlink_status(folder, failed));
  if (is_folder && fs::is_empty(folder, failed) && !failed) return {};
  if (!is_folder || !fs::exists(folder / kMark, failed)) {
    return Error{
        ErrorCode::kExists,
        folder.string() + " is there, and no site that was exported before; name another folder",
        {}};
  }
  if (force) return {};
  return Error{ErrorCode::kExists, folder.string() + " exists; `force` replaces it", {}};
}

Status write_into(const fs::path& folder, const std::vector<SiteFile>& files) {
  for (const SiteFile& file : files) {
    const fs::path path = folder / file.path;
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    if (failed) return system_error(failed.value(), "make the folder", path.parent_path());
    if (Status written = write_file_atomically(path, file.bytes); !written) return written;
  }
  return {};
}

}  // namespace

Result<fs::path> find_program_library(const std::string& name) {
  const fs::path folder = folder_of_program();
  for (const fs::path& place : {folder / name, folder / "../lib/bach" / name}) {
    std::error_code failed;
    if (fs::is_regular_file(place, failed)) return place;
  }
  return Error{ErrorCode::kUnsupported, "there is no " + name + " beside the program", {}};
}

Result<std::vector<SiteFile>> browser_program() {
  const fs::path folder = folder_of_program();
  for (const fs::path& place : {folder / "../share/bach/wasm", folder / "../wasm"}) {
    std::vector<SiteFile> files;
    for (const char* name : {"bach.wasm", "bach.js", "bach.mjs"}) {
      Result<std::vector<std::uint8_t>> bytes = read_file(place / name);
      if (!bytes) break;
      files.push_back({std::string("wasm/") + name, *std::move(bytes)});
    }
    if (files.size() == 3) return files;
  }
  return Error{ErrorCode::kUnsupported,
               "the program for browsers is not there; in the project's folder "
               "`./run studio --export DIR` builds it and writes the site",
               {}};
}

Status write_site(const fs::path& folder, const std::vector<SiteFile>& files, bool force) {
  std::error_code failed;
  fs::path target = fs::absolute(folder, failed).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();  // "site/"
  if (Status fine = check_target(target, force); !fine) return fine;

  const fs::path made = temporary_beside(target);
  Status written = write_into(made, files);
  if (written) {
    // Where there is a site, the two change places.
    const bool there = fs::exists(target / kMark, failed);
    const unsigned flags = there ? RENAME_EXCHANGE : 0;
    if (::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, target.c_str(), flags) != 0) {
      written = system_error(errno, "write", target);
    }
  }
  fs::remove_all(made, failed);
  return written;
}

}  // namespace bach
