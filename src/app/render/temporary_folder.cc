#include "app/render/temporary_folder.h"

#include <stdlib.h>

#include <filesystem>

namespace bach {

TemporaryFolder::TemporaryFolder() {
  std::error_code failed;
  std::string name = (std::filesystem::temp_directory_path(failed) / "bach-XXXXXX").string();
  if (!failed && ::mkdtemp(name.data()) != nullptr) path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

Error TemporaryFolder::missing() const {
  return {ErrorCode::kIo, "no room for temporary files (is TMPDIR a folder?)", {}};
}

}  // namespace bach
