#include <algorithm>
#include <array>
#include <string_view>

#include "base/lower.h"
#include "packed/archive.h"

namespace bach {

bool is_archive(const std::filesystem::path& path) {
  static constexpr std::array<std::string_view, 10> kEndings = {
      ".zip",  ".tar",    ".tar.gz", ".tgz",     ".tar.bz2",
      ".tbz2", ".tar.xz", ".txz",    ".tar.zst", ".tzst"};
  const std::string name = lower(path.filename().string());
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

}  // namespace bach
