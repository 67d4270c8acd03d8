#include "app/pack/sources.h"

#include <sys/stat.h>

#include <algorithm>
#include <iostream>
#include <string_view>
#include <system_error>
#include <utility>

#include "app/music/formats.h"
#include "base/file.h"
#include "base/fnv1a.h"
#include "packed/archive.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

std::uint64_t id_of(std::string_view text) {
  std::uint64_t hash = fnv1a(text);
  hash = (hash ^ hash >> 32) * 0xD6E8FEB86659FD93U;
  hash ^= hash >> 32;
  return hash == 0 ? 1 : hash;
}

SourceFile source_file(const fs::path& path, std::string name) {
  SourceFile file{path, std::move(name), 0, 0};
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return file;
  std::error_code ignored;
  file.bytes = static_cast<std::uint64_t>(info.st_size);
  file.id = id_of(fs::absolute(path, ignored).lexically_normal().string() + "\n" +
                  std::to_string(info.st_size) + " " + std::to_string(info.st_mtim.tv_sec) + " " +
                  std::to_string(info.st_mtim.tv_nsec));
  return file;
}

}  // namespace

SourceWalk::SourceWalk(std::vector<std::string> inputs) : inputs_(std::move(inputs)) {}

std::optional<std::string> SourceWalk::next_input() {
  while (input_ < inputs_.size()) {
    if (inputs_[input_] != "-") return inputs_[input_++];
    std::string line;
    while (std::getline(std::cin, line)) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (!line.empty()) return line;
    }
    ++input_;
  }
  return std::nullopt;
}

Status SourceWalk::enter(const fs::path& folder, const std::string& name) {
  Folder entered{folder, name, {}};
  std::error_code failure;
  for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    std::string inside = entry->path().filename().string();
    if (!inside.starts_with('.')) entered.names.push_back(std::move(inside));
  }
  if (failure) return system_error(failure.value(), "read", folder);
  std::sort(entered.names.begin(), entered.names.end(), std::greater<>());
  folders_.push_back(std::move(entered));
  return {};
}

Result<std::optional<SourceFile>> SourceWalk::next() {
  std::error_code ignored;
  while (true) {
    if (folders_.empty()) {
      const std::optional<std::string> input = next_input();
      if (!input) return std::optional<SourceFile>();
      if (!fs::is_directory(*input, ignored)) {
        return std::optional(source_file(*input, fs::path(*input).filename().string()));
      }
      if (Status entered = enter(*input, ""); !entered) return std::move(entered).error();
      continue;
    }
    Folder& folder = folders_.back();
    if (folder.names.empty()) {
      folders_.pop_back();
      continue;
    }
    std::string name = std::move(folder.names.back());
    folder.names.pop_back();
    const fs::directory_entry entry(folder.path / name, ignored);
    const fs::path& path = entry.path();
    std::string whole = folder.name + name;
    if (entry.is_directory(ignored)) {
      if (entry.is_symlink(ignored)) continue;
      if (Status entered = enter(path, whole + "/"); !entered) return std::move(entered).error();
    } else if (entry.is_regular_file(ignored) && (is_archive(path) || is_music_file(path))) {
      return std::optional(source_file(path, std::move(whole)));
    }
  }
}

}  // namespace bach
