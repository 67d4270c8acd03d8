#include "audio/sound_spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <utility>

#include "base/file.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSampleBytes = sizeof(float);

fs::path folder_for(const std::string& target) {
  std::error_code none;
  if (target == "-") return fs::temp_directory_path(none);
  const fs::path folder = fs::path(target).parent_path();
  return folder.empty() ? "." : folder;
}

}  // namespace

Result<SoundSpool> SoundSpool::beside(const std::string& target) {
  const fs::path folder = folder_for(target);
#if defined(O_TMPFILE)
  const int nameless = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (nameless >= 0) return SoundSpool(target, nameless);
#endif
  // Not every file system has files without names.
  Result<NewFile> made = NewFile::beside(target == "-" ? folder / "bach-sound" : fs::path(target));
  if (!made) return std::move(made).error();
  const int kept = ::fcntl(made->descriptor(), F_DUPFD_CLOEXEC, 0);
  if (kept < 0) return system_error(errno, "write", target);
  return SoundSpool(target, kept);
}

SoundSpool::SoundSpool(std::string target, int descriptor)
    : target_(std::move(target)), descriptor_(descriptor) {}

SoundSpool::SoundSpool(SoundSpool&& other) noexcept
    : target_(std::move(other.target_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

SoundSpool::~SoundSpool() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Status SoundSpool::write(std::int64_t at, std::span<const float> samples) {
  std::span<const std::byte> bytes = std::as_bytes(samples);
  std::int64_t offset = at * kSampleBytes;
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), offset);
    if (written < 0) {
      if (errno == EINTR) continue;
      return system_error(errno, "write", target_);
    }
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    offset += written;
  }
  return {};
}

Status SoundSpool::read(std::int64_t at, std::span<float> samples) const {
  std::span<std::byte> bytes = std::as_writable_bytes(samples);
  std::int64_t offset = at * kSampleBytes;
  while (!bytes.empty()) {
    const ssize_t got = ::pread(descriptor_, bytes.data(), bytes.size(), offset);
    if (got < 0) {
      if (errno == EINTR) continue;
      return system_error(errno, "read", target_);
    }
    if (got == 0) break;
    bytes = bytes.subspan(static_cast<std::size_t>(got));
    offset += got;
  }
  std::fill(bytes.begin(), bytes.end(), std::byte{0});
  return {};
}

}  // namespace bach
