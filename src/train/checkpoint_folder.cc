#include "train/checkpoint_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <limits>
#include <utility>

#include "base/file.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

constexpr char kPrefix[] = "step-";
constexpr char kExtension[] = ".safetensors";
constexpr std::size_t kMostBytes = std::numeric_limits<std::size_t>::max() / 2;

fs::path file_of(std::uint64_t step) {
  char name[64];
  std::snprintf(name, sizeof name, "%s%010llu%s", kPrefix, static_cast<unsigned long long>(step),
                kExtension);
  return name;
}

bool is_checkpoint(const std::string& name) {
  return name.starts_with(kPrefix) && name.ends_with(kExtension);
}

// What temporary_beside() calls the file while it is written.
bool is_unfinished(const std::string& name) {
  return name.starts_with(std::string(".") + kPrefix) && name.find(".tmp.") != std::string::npos;
}

std::vector<fs::path> entries(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    found.push_back(at->path());
  }
  return found;
}

Result<Checkpoint> read_checkpoint(const fs::path& file) {
  const Result<std::vector<std::uint8_t>> bytes = read_file(file, kMostBytes);
  if (!bytes) return bytes.error();
  return decode_checkpoint(*bytes, file.string());
}

}  // namespace

Result<CheckpointFolder> CheckpointFolder::open(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return system_error(failed.value(), "make the folder", folder);
  const int lock = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock < 0) return system_error(errno, "read", folder);
  CheckpointFolder held(folder, lock);
  // A file system that knows no locks is trusted.
  const bool locked = ::flock(lock, LOCK_EX | LOCK_NB) == 0;
  if (!locked && errno == EWOULDBLOCK) {
    return Error{ErrorCode::kExists,
                 folder.string() +
                     ": another training keeps its checkpoints there; wait for its "
                     "end or name another folder",
                 {}};
  }
  if (::access(folder.c_str(), W_OK | X_OK) != 0) return system_error(errno, "write to", folder);
  for (const fs::path& entry : entries(folder)) {
    if (locked && is_unfinished(entry.filename().string())) discard_file(entry);
  }
  return held;
}

CheckpointFolder::CheckpointFolder(CheckpointFolder&& other) noexcept
    : folder_(std::move(other.folder_)), lock_(std::exchange(other.lock_, -1)) {}

CheckpointFolder::~CheckpointFolder() {
  if (lock_ >= 0) ::close(lock_);
}

std::vector<fs::path> CheckpointFolder::files() const {
  std::vector<fs::path> found = entries(folder_);
  std::erase_if(found,
                [](const fs::path& path) { return !is_checkpoint(path.filename().string()); });
  // Steps of more digits than the name has room for are greater, too.
  std::sort(found.begin(), found.end(), [](const fs::path& a, const fs::path& b) {
    const std::string first = a.filename().string(), second = b.filename().string();
    return std::pair(first.size(), first) > std::pair(second.size(), second);
  });
  return found;
}

Result<std::optional<CheckpointFolder::Found>> CheckpointFolder::newest(
    std::vector<std::string>& warnings) const {
  std::optional<Error> newest;
  for (const fs::path& file : files()) {
    Result<Checkpoint> checkpoint = read_checkpoint(file);
    if (checkpoint) return std::optional<Found>({std::move(*checkpoint), file});
    if (checkpoint.error().code == ErrorCode::kUnsupported) return std::move(checkpoint).error();
    warnings.push_back("skipped: " + checkpoint.error().message);
    if (!newest) newest = std::move(checkpoint).error();
  }
  if (!newest) return std::optional<Found>();
  warnings.clear();
  newest->message += "; none of the checkpoints can be read: remove them to start from scratch";
  return std::move(*newest);
}

Status CheckpointFolder::write(const Checkpoint& checkpoint) const {
  const fs::path file = folder_ / file_of(checkpoint.snapshot.steps);
  if (Status written = write_file_atomically(file, encode_checkpoint(checkpoint)); !written) {
    return written;
  }
  // Files of later steps are not this run's: it could not read them, or it would have begun there.
  const std::vector<fs::path> all = files();
  const auto mine = static_cast<std::size_t>(std::find(all.begin(), all.end(), file) - all.begin());
  for (std::size_t k = mine + kKept; k < all.size(); ++k) discard_file(all[k]);
  return {};
}

}  // namespace bach
