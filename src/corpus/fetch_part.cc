#include "corpus/fetch_part.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <span>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/sha256.h"

namespace bach {
namespace {

// Whether `path` still names the file open as `fd`; whoever held the lock before may have renamed
// it.
bool names(const std::filesystem::path& path, int fd) {
  struct stat by_path {};
  struct stat by_fd {};
  return ::lstat(path.c_str(), &by_path) == 0 && ::fstat(fd, &by_fd) == 0 &&
         by_path.st_dev == by_fd.st_dev && by_path.st_ino == by_fd.st_ino;
}

// Whether it is a file with this one name, nobody's through a link.
bool is_plain_file(int fd) {
  struct stat info {};
  return ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_nlink <= 1;
}

Error foreign_part(const std::filesystem::path& part) {
  return {ErrorCode::kExists,
          part.string() + " is a link or no file, so nothing is written there; remove it",
          {}};
}

}  // namespace

PartFile::PartFile(std::filesystem::path target, std::filesystem::path part, int fd,
                   std::uint64_t most)
    : target_(std::move(target)), part_(std::move(part)), fd_(fd), most_(most) {}

Result<std::unique_ptr<PartFile>> PartFile::open(const std::filesystem::path& target,
                                                 std::uint64_t most) {
  std::filesystem::path part = target;
  part += ".part";
  for (;;) {
    // A pipe would keep us waiting.
    const int fd = ::open(part.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
                          S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
    if (fd < 0 && errno == ELOOP) return foreign_part(part);
    if (fd < 0) return system_error(errno, "write", part);
    std::unique_ptr<PartFile> opened(new PartFile(target, part, fd, most));
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
      opened->committed_ = true;  // it is the other program's
      return Error{ErrorCode::kExists, "another download is writing " + part.string(), {}};
    }
    if (!names(part, fd)) {
      opened->committed_ = true;
      continue;
    }
    if (!is_plain_file(fd)) {
      opened->committed_ = true;  // it is somebody's
      return foreign_part(part);
    }
    const off_t end = ::lseek(fd, 0, SEEK_END);
    if (end < 0) return system_error(errno, "write", part);
    opened->size_ = static_cast<std::uint64_t>(end);
    if (opened->size_ > most) {
      if (Status status = opened->clear(); !status) return std::move(status).error();
    }
    return opened;
  }
}

PartFile::~PartFile() {
  if (!committed_ && size_ == 0) discard_file(part_);
  ::close(fd_);
}

Result<std::string> PartFile::sha256() const {
  Sha256 hash;
  std::vector<std::uint8_t> bytes(
      static_cast<std::size_t>(std::min<std::uint64_t>(size_, std::uint64_t{1} << 16U)));
  for (std::uint64_t at = 0; at < size_;) {
    const ssize_t got = ::pread(fd_, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error(errno, "read", part_);
    if (got == 0) break;
    hash.update(std::span(bytes).first(static_cast<std::size_t>(got)));
    at += static_cast<std::uint64_t>(got);
  }
  return hash.finish();
}

Status PartFile::clear() {
  if (::ftruncate(fd_, 0) != 0 || ::lseek(fd_, 0, SEEK_SET) < 0) {
    return system_error(errno, "write", part_);
  }
  size_ = 0;
  return {};
}

Status PartFile::commit() {
  committed_ = true;
  if (!names(part_, fd_)) return foreign_part(part_);
  return commit_file(part_, target_);
}

bool PartFile::begin(std::uint64_t first_byte) {
  if (first_byte == size_) return true;
  problem_ = clear();
  if (!problem_) return false;
  // Bytes from somewhere else are of no use; the next attempt starts from nothing.
  return first_byte == 0;
}

bool PartFile::data(std::span<const std::uint8_t> bytes) {
  if (size_ + bytes.size() > most_) {
    problem_ = clear();
    if (!problem_) return false;
    problem_ = Error{ErrorCode::kLimit,
                     "larger than the " + std::to_string(most_) + " bytes a file may have",
                     {}};
    return false;
  }
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      problem_ = system_error(errno, "write", part_);
      return false;
    }
    size_ += static_cast<std::uint64_t>(written);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

Status PartFile::problem() { return std::exchange(problem_, Status()); }

}  // namespace bach
