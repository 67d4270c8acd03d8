#include "app/inputs.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <system_error>

#include "base/file.h"
#include "score/from_midi.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

std::string ending_of(const fs::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending;
}

bool is_music(const fs::path& path) {
  const std::string ending = ending_of(path);
  return ending == ".mid" || ending == ".midi";
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

// Appends the music in `folder`.
Status list_folder(const fs::path& folder, std::vector<std::string>& pieces) {
  std::vector<fs::path> found;
  std::error_code failure;
  fs::recursive_directory_iterator entry(folder, failure);
  for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
    std::error_code unreadable;
    if (is_hidden(entry->path())) {
      entry.disable_recursion_pending();
    } else if (is_music(entry->path()) && entry->is_regular_file(unreadable)) {
      found.push_back(entry->path());
    }
  }
  if (failure) return system_error(failure.value(), "read", folder);
  std::sort(found.begin(), found.end());
  for (const fs::path& path : found) pieces.push_back(path.string());
  return {};
}

}  // namespace

Result<OpenedScore> open_score(const std::string& input) {
  const auto bytes = read_file(input);
  if (!bytes) return bytes.error();
  Result<ImportedScore> imported = score_from_midi(*bytes);
  if (!imported) {
    Error error = std::move(imported).error();
    error.message = (input == "-" ? "standard input" : input) + ": " + error.message;
    return error;
  }
  return OpenedScore{std::move(imported->score), piece_name(input), std::move(imported->warnings)};
}

Result<std::vector<std::string>> expand_inputs(const std::vector<std::string>& inputs) {
  std::vector<std::string> pieces;
  for (const std::string& input : inputs) {
    std::error_code ignored;
    if (input != "-" && fs::is_directory(input, ignored)) {
      if (Status status = list_folder(input, pieces); !status) return std::move(status).error();
    } else {
      pieces.push_back(input);
    }
  }
  return pieces;
}

std::string piece_name(const std::string& input) {
  return input == "-" ? "input" : fs::path(input).stem().string();
}

}  // namespace bach
