#include "app/suite/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <system_error>
#include <utility>

#include "base/file.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

// Whether a folder is what temporary_beside() calls one that is to be `target`.
bool is_left_behind(const fs::directory_entry& entry, const fs::path& target) {
  constexpr std::size_t kDigits = 16;
  const std::string name = entry.path().filename().string();
  const std::string begin = "." + target.stem().string() + ".";
  const std::string end = ".tmp" + target.extension().string();
  if (name.size() != begin.size() + kDigits + end.size()) return false;
  std::error_code unknown;
  return name.starts_with(begin) && name.ends_with(end) &&
         name.find_first_not_of("0123456789abcdef", begin.size()) == begin.size() + kDigits &&
         entry.symlink_status(unknown).type() == fs::file_type::directory;
}

void remove_left_behind(const fs::path& target) {
  std::error_code failed;
  for (fs::directory_iterator at(target.parent_path(), failed), end; !failed && at != end;
       at.increment(failed)) {
    std::error_code ignored;
    if (is_left_behind(*at, target)) fs::remove_all(at->path(), ignored);
  }
}

Result<std::vector<fs::path>> names_in(const fs::path& folder) {
  std::vector<fs::path> names;
  std::error_code failed;
  fs::directory_iterator at(folder, failed);
  for (; !failed && at != fs::directory_iterator(); at.increment(failed)) {
    names.push_back(at->path().filename());
  }
  if (failed) return system_error(failed.value(), "read", folder);
  std::sort(names.begin(), names.end());
  return names;
}

void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

SuiteFolder::SuiteFolder(fs::path target, fs::path made, std::vector<LockFile> locks)
    : target_(std::move(target)), made_(std::move(made)), locks_(std::move(locks)) {}

SuiteFolder::~SuiteFolder() {
  std::error_code failed;
  if (!made_.empty()) fs::remove_all(made_, failed);
}

Result<SuiteFolder> SuiteFolder::open(const std::string& named) {
  std::error_code failed;
  fs::path target = fs::absolute(named, failed).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();  // "suite/"
  const bool there = fs::exists(target, failed);
  if (there) target = fs::canonical(target, failed);  // behind links
  const fs::path above = target.parent_path();
  fs::create_directories(above, failed);
  if (failed) return system_error(failed.value(), "make the folder", above);

  std::vector<LockFile> locks;
  const auto hold = [&](Result<LockFile> lock) -> Status {
    if (lock) {
      locks.push_back(std::move(*lock));
      return {};
    }
    if (lock.error().code != ErrorCode::kExists) return std::move(lock).error();
    return Error{ErrorCode::kExists,
                 named +
                     ": another suite is written there; wait for its end or name another "
                     "folder",
                 {}};
  };
  Status held = there ? hold(LockFile::take_folder(target)) : Status();
  // A folder with other files keeps its place, and may be where nothing else can be made.
  const bool inside = there && !fs::is_empty(target, failed);
  const fs::path place = inside ? target / "suite" : target;
  if (held && !inside) {
    held = hold(LockFile::take(above / ("." + target.filename().string() + ".lock")));
  }
  if (!held) return std::move(held).error();
  remove_left_behind(place);
  const fs::path made = temporary_beside(place);
  if (::mkdir(made.c_str(), S_IRWXU | S_IRGRP | S_IXGRP | S_IROTH | S_IXOTH) != 0) {
    return system_error(errno, "write to", target);
  }
  return SuiteFolder(target, made, std::move(locks));
}

Status SuiteFolder::commit(bool replace) {
  sync_folder(made_);
  const bool inside = made_.parent_path() == target_;
  if (!inside && ::rename(made_.c_str(), target_.c_str()) == 0) {
    made_.clear();
    sync_folder(target_.parent_path());
    return {};
  }
  // Something came into the folder meanwhile.
  const bool not_empty = inside || errno == ENOTEMPTY || errno == EEXIST;
  if (!not_empty) return system_error(errno, "write", target_);
  const Result<std::vector<fs::path>> names = names_in(made_);
  if (!names) return names.error();
  for (const fs::path& name : *names) {
    std::error_code unknown;
    if (replace || !fs::exists(fs::symlink_status(target_ / name, unknown))) continue;
    return Error{
        ErrorCode::kExists, (target_ / name).string() + " exists; `force` replaces it", {}};
  }
  for (const fs::path& name : *names) {
    if (::rename((made_ / name).c_str(), (target_ / name).c_str()) != 0) {
      return system_error(errno, "write", target_ / name);
    }
  }
  sync_folder(target_);
  return {};
}

}  // namespace bach
