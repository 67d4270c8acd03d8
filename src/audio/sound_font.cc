#include "audio/sound_font.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>

namespace bach {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// By name, those called default first.
std::vector<std::string> fonts_in(const std::string& folder) {
  std::vector<std::string> fonts;
  std::error_code failed;
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    const std::string ending = entry->path().extension().string();
    std::error_code unknown;
    if ((ending == ".sf2" || ending == ".sf3") && entry->is_regular_file(unknown)) {
      fonts.push_back(entry->path().string());
    }
  }
  std::sort(fonts.begin(), fonts.end(), [](const std::string& a, const std::string& b) {
    const auto rank = [](const std::string& path) {
      const std::string name = fs::path(path).filename().string();
      return std::pair(name.rfind("default", 0) != 0, name);
    };
    return rank(a) < rank(b);
  });
  return fonts;
}

}  // namespace

std::vector<std::string> sound_font_folders() {
  std::vector<std::string> roots;
  std::string home = environment("XDG_DATA_HOME");
  if (home.empty() && !environment("HOME").empty()) home = environment("HOME") + "/.local/share";
  if (!home.empty()) roots.push_back(home);
  std::string shared = environment("XDG_DATA_DIRS");
  if (shared.empty()) shared = "/usr/local/share:/usr/share";
  std::istringstream list(shared);
  for (std::string root; std::getline(list, root, ':');) {
    if (!root.empty()) roots.push_back(root);
  }
  std::vector<std::string> folders;
  for (const std::string& root : roots) {
    for (const char* below : {"/soundfonts", "/sounds/sf2", "/sounds/sf3"}) {
      folders.push_back(root + below);
    }
  }
  return folders;
}

Result<std::string> find_sound_font(const std::string& wanted) {
  const std::string named = wanted.empty() ? environment("BACH_SOUNDFONT") : wanted;
  if (!named.empty()) {
    std::error_code failed;
    if (fs::is_regular_file(named, failed)) return named;
    return Error{
        ErrorCode::kNotFound,
        named + ": no such SoundFont" + (wanted.empty() ? " (named by BACH_SOUNDFONT)" : ""),
        {}};
  }
  for (const std::string& folder : sound_font_folders()) {
    const std::vector<std::string> fonts = fonts_in(folder);
    if (!fonts.empty()) return fonts.front();
  }
  return Error{ErrorCode::kNotFound,
               "no SoundFont found; on Debian, install timgm6mb-soundfont, or name one with "
               "`soundfont`",
               {}};
}

}  // namespace bach
