// The 36 files of the cello suites as they are published at jsbach.net: their names and what their
// bytes must be.
#pragma once

#include <span>
#include <string_view>

namespace bach {

struct RemoteFile {
  std::string_view name;    // also the last part of its address
  std::string_view sha256;  // 64 lower-case hexadecimal digits
};

// In name order.
std::span<const RemoteFile> cello_suite_files();

}  // namespace bach
