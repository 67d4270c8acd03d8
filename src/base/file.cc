#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

namespace bach {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

// 0, or the errno of the write that failed.
int write_all(int fd, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return 0;
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

}  // namespace

Error system_error(int number, const std::string& tried, const std::filesystem::path& path) {
  ErrorCode code = ErrorCode::kIo;
  if (number == ENOENT || number == ENOTDIR) code = ErrorCode::kNotFound;
  if (number == EACCES || number == EPERM || number == EROFS) code = ErrorCode::kAccess;
  if (number == EEXIST) code = ErrorCode::kExists;
  return {code, "cannot " + tried + " " + path.string() + ": " + std::strerror(number), {}};
}

Result<std::vector<std::uint8_t>> read_file(const std::filesystem::path& path, std::size_t most) {
  const bool standard_input = path == "-";
  const Descriptor fd(standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return system_error(errno, "read", path);
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return system_error(errno, "read", path);
  if (S_ISDIR(info.st_mode)) return system_error(EISDIR, "read", path);

  std::vector<std::uint8_t> bytes;
  if (S_ISREG(info.st_mode)) {
    if (static_cast<std::uint64_t>(info.st_size) > most) {
      return Error{ErrorCode::kLimit, path.string() + ": larger than we read", {}};
    }
    bytes.reserve(static_cast<std::size_t>(info.st_size) + 1);
  }
  std::size_t used = 0;
  for (;;) {
    if (used == bytes.size()) {
      bytes.resize(used < bytes.capacity() ? bytes.capacity()
                                           : std::max(used * 2, std::size_t{65536}));
    }
    const ssize_t got = ::read(fd.get(), bytes.data() + used, bytes.size() - used);
    if (got < 0) {
      if (errno == EINTR) continue;
      return system_error(errno, "read", path);
    }
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
    if (used > most) return Error{ErrorCode::kLimit, path.string() + ": larger than we read", {}};
  }
  bytes.resize(used);
  return bytes;
}

Status write_file_atomically(const std::filesystem::path& path,
                             std::span<const std::uint8_t> bytes) {
  if (path == "-") {
    const int failure = write_all(STDOUT_FILENO, bytes);
    return failure == 0 ? Status() : system_error(failure, "write", "standard output");
  }
  const std::filesystem::path temporary = temporary_beside(path);
  int failure = 0;
  {
    const Descriptor fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                               S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH));
    if (fd.get() < 0) return system_error(errno, "write", path);
    failure = write_all(fd.get(), bytes);
  }
  if (failure != 0) {
    discard_file(temporary);
    return system_error(failure, "write", path);
  }
  return commit_file(temporary, path);
}

Status write_file_atomically(const std::filesystem::path& path, const std::string& text) {
  return write_file_atomically(
      path, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

std::filesystem::path temporary_beside(const std::filesystem::path& target) {
  static std::atomic<unsigned> counter{0};
  const std::string name = "." + target.stem().string() + "." + std::to_string(::getpid()) + "-" +
                           std::to_string(counter.fetch_add(1)) + ".tmp" +
                           target.extension().string();
  return folder_of(target) / name;
}

Status commit_file(const std::filesystem::path& temporary, const std::filesystem::path& target) {
  {
    const Descriptor fd(::open(temporary.c_str(), O_RDONLY | O_CLOEXEC));
    if (fd.get() < 0 || ::fsync(fd.get()) != 0) {
      const Error error = system_error(errno, "write", target);
      discard_file(temporary);
      return error;
    }
  }
  if (::rename(temporary.c_str(), target.c_str()) != 0) {
    const Error error = system_error(errno, "write", target);
    discard_file(temporary);
    return error;
  }
  const Descriptor folder(::open(folder_of(target).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() >= 0) ::fsync(folder.get());
  return {};
}

void discard_file(const std::filesystem::path& temporary) { ::unlink(temporary.c_str()); }

}  // namespace bach
