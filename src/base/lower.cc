#include "base/lower.h"

namespace bach {

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

std::string file_ending(const std::filesystem::path& path) {
  return lower(path.extension().string());
}

}  // namespace bach
