// Archives (.zip, .tar, .tar.gz …) member by member, through libarchive, which is loaded when first used.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace bach {

// By the ending of its name.
bool is_archive(const std::filesystem::path& path);

struct ArchiveMember {
  std::string name;  // its path in the archive, UTF-8
  std::vector<std::uint8_t> bytes;
  // Not empty: it is not read, for this cause; there are no bytes then.
  std::string refusal;
};

// Nothing is ever written, so names lead nowhere; but an archive that tries is not trusted: links and
// names with ".." or from the root are refused, as are archives in archives and members of more than
// `most_bytes`. One member is in memory at a time.
class ArchiveReader {
 public:
  virtual ~ArchiveReader() = default;

  // The next member that `wanted` takes or that is refused; the others are passed over. None: that was
  // all. Errors end it: damaged or cut off (kInvalidData), more than 100 times its size (kLimit).
  virtual Result<std::optional<ArchiveMember>> next(
      const std::function<bool(const std::string&)>& wanted) = 0;

  // Errors name the file: kUnsupported where libarchive is missing; it cannot be read.
  static Result<std::unique_ptr<ArchiveReader>> open(const std::filesystem::path& path,
                                                     std::size_t most_bytes);
};

}  // namespace bach
