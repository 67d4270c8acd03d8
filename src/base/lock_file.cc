#include "base/lock_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/file.h"

namespace bach {
namespace {

// Whether `path` still names the file open as `descriptor`: whoever held it before removes it.
bool still_names(const std::filesystem::path& path, int descriptor) {
  struct stat by_path {};
  struct stat opened {};
  return ::lstat(path.c_str(), &by_path) == 0 && ::fstat(descriptor, &opened) == 0 &&
         by_path.st_dev == opened.st_dev && by_path.st_ino == opened.st_ino;
}

// Locks it unless another does. A file system that knows no locks is trusted.
bool is_held(int descriptor) {
  return ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

Error held_by_another(const std::filesystem::path& path) {
  return {ErrorCode::kExists, path.string() + ": held by another process", {}};
}

}  // namespace

LockFile::LockFile(std::filesystem::path path, int descriptor)
    : path_(std::move(path)), descriptor_(descriptor) {}

LockFile::LockFile(LockFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

LockFile::~LockFile() {
  if (descriptor_ < 0) return;
  if (!path_.empty()) ::unlink(path_.c_str());  // before the lock is given up
  ::close(descriptor_);
}

Result<LockFile> LockFile::take(const std::filesystem::path& path) {
  for (;;) {
    const int descriptor = ::open(
        path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0 && errno == ELOOP) {
      return Error{ErrorCode::kExists, path.string() + " is a link; remove it", {}};
    }
    if (descriptor < 0) return system_error(errno, "write", path);
    if (is_held(descriptor)) {
      ::close(descriptor);
      return held_by_another(path);
    }
    if (still_names(path, descriptor)) return LockFile(path, descriptor);
    ::close(descriptor);
  }
}

Result<LockFile> LockFile::take_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return system_error(errno, "read", folder);
  LockFile lock({}, descriptor);
  if (is_held(descriptor)) return held_by_another(folder);
  return lock;
}

}  // namespace bach
