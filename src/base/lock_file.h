// One writer a place: a lock that ends with whoever holds it, however that ends.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace bach {

// Holds a file that is made for it and removed afterwards, or a folder that is there. Move-only.
class LockFile {
 public:
  // kExists while another process holds it (the message is the caller's), kExists also where
  // something else is called so: a link is not followed. Others: those of the system.
  static Result<LockFile> take(const std::filesystem::path& path);
  static Result<LockFile> take_folder(const std::filesystem::path& folder);
  LockFile(LockFile&& other) noexcept;
  LockFile& operator=(LockFile&&) = delete;
  ~LockFile();

 private:
  LockFile(std::filesystem::path path, int descriptor);

  std::filesystem::path path_;  // to remove; empty: none
  int descriptor_;
};

}  // namespace bach
