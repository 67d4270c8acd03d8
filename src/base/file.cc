#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <new>
#include <random>
#include <utility>

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

// What is written to as it is: devices, pipes. Replacing them would take them from everybody.
bool is_special(const std::filesystem::path& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

// A link stays, what it leads to is replaced.
std::filesystem::path behind_links(std::filesystem::path path) {
  constexpr int kMostLinks = 40;  // as the system follows
  std::error_code failed;
  for (int k = 0; k < kMostLinks && std::filesystem::is_symlink(path, failed); ++k) {
    const std::filesystem::path target = std::filesystem::read_symlink(path, failed);
    if (failed) break;
    path = path.parent_path() / target;
  }
  return path;
}

Status write_straight(const std::filesystem::path& path, std::span<const std::uint8_t> bytes) {
  const Descriptor fd(::open(path.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC));
  const int failure = fd.get() < 0 ? errno : write_all(fd.get(), bytes);
  return failure == 0 ? Status() : system_error(failure, "write", path);
}

// Whether a file is what it was before it was read.
bool same_state(const struct stat& before, const struct stat& after) {
  return before.st_size == after.st_size && before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
         before.st_mtim.tv_nsec == after.st_mtim.tv_nsec;
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
  struct stat after {};
  if (S_ISREG(info.st_mode) && (::fstat(fd.get(), &after) != 0 || !same_state(info, after))) {
    return Error{ErrorCode::kIo, path.string() + " changed while it was read; try again", {}};
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
  if (is_special(path)) return write_straight(path, bytes);
  Result<NewFile> file = NewFile::beside(path);
  if (!file) return std::move(file).error();
  const int failure = write_all(file->descriptor(), bytes);
  return failure == 0 ? file->commit() : Status(system_error(failure, "write", path));
}

Status write_file_atomically(const std::filesystem::path& path, const std::string& text) {
  return write_file_atomically(
      path, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

std::filesystem::path temporary_beside(const std::filesystem::path& path) {
  const std::filesystem::path target = behind_links(path);
  std::random_device entropy;
  char digits[17];
  std::snprintf(digits, sizeof digits, "%08x%08x", entropy(), entropy());
  return folder_of(target) /
         ("." + target.stem().string() + "." + digits + ".tmp" + target.extension().string());
}

NewFile::NewFile(std::filesystem::path target, std::filesystem::path path, int descriptor)
    : target_(std::move(target)), path_(std::move(path)), descriptor_(descriptor) {}

NewFile::NewFile(NewFile&& other) noexcept
    : target_(std::move(other.target_)),
      path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

NewFile::~NewFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  discard_file(path_);
}

Result<NewFile> NewFile::beside(const std::filesystem::path& target) {
  std::filesystem::path path = temporary_beside(target);
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                                S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
  if (descriptor < 0) return system_error(errno, "write", target);
  return NewFile(target, std::move(path), descriptor);
}

Status NewFile::commit() {
  // What a disk or a server took in advance and cannot keep is said here.
  try {
    if (::close(std::exchange(descriptor_, -1)) == 0) return commit_file(path_, target_);
    const Error error = system_error(errno, "write", target_);
    discard_file(path_);
    return error;
  } catch (const std::bad_alloc&) {  // a message has to fit, too
    discard_file(path_);
    throw;
  }
}

Status commit_file(const std::filesystem::path& temporary, const std::filesystem::path& target) {
  {
    const Descriptor fd(::open(temporary.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (fd.get() < 0 || ::fsync(fd.get()) != 0) {
      const Error error = system_error(errno, "write", target);
      discard_file(temporary);
      return error;
    }
  }
  if (is_special(target)) {
    const auto bytes = read_file(temporary);
    discard_file(temporary);
    return bytes ? write_straight(target, *bytes) : Status(bytes.error());
  }
  const std::filesystem::path real = behind_links(target);
  if (::rename(temporary.c_str(), real.c_str()) != 0) {
    const Error error = system_error(errno, "write", target);
    discard_file(temporary);
    return error;
  }
  const Descriptor folder(::open(folder_of(real).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() >= 0) ::fsync(folder.get());
  return {};
}

void discard_file(const std::filesystem::path& temporary) { ::unlink(temporary.c_str()); }

}  // namespace bach
