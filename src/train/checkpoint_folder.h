// A folder of checkpoints of one training: step-0000000300.safetensors and the one before it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "train/checkpoint.h"

namespace bach {

// Holds the folder for itself while it lives: a second training in it is refused. Move-only.
class CheckpointFolder {
 public:
  static constexpr std::size_t kKept = 2;  // newest checkpoints that are not removed

  // Makes the folder if there is none and removes what writers that were killed left half done.
  // Errors name it: kAccess or kIo when it cannot be written, kExists when another holds it.
  static Result<CheckpointFolder> open(const std::filesystem::path& folder);
  CheckpointFolder(CheckpointFolder&& other) noexcept;
  CheckpointFolder& operator=(CheckpointFolder&&) = delete;
  ~CheckpointFolder();

  const std::filesystem::path& path() const { return folder_; }
  // The files of checkpoints, the newest first.
  std::vector<std::filesystem::path> files() const;

  struct Found {
    Checkpoint checkpoint;
    std::filesystem::path file;
  };
  // The newest that can be read; none if there are no files. Each newer one that is damaged is a
  // line in `warnings`; if all are, the error says how the newest is. One of a newer version of the
  // program is an error (kUnsupported), whatever else there is.
  Result<std::optional<Found>> newest(std::vector<std::string>& warnings) const;

  // Writes a checkpoint as one step, then removes all but kKept of those up to its step. On error
  // those that were there still are.
  Status write(const Checkpoint& checkpoint) const;

 private:
  CheckpointFolder(std::filesystem::path folder, int lock)
      : folder_(std::move(folder)), lock_(lock) {}

  std::filesystem::path folder_;
  int lock_;  // a descriptor of the folder
};

}  // namespace bach
