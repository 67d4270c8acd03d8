#include "app/inputs.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <span>
#include <system_error>

#include "base/file.h"
#include "base/nearest_name.h"
#include "corpus/corpus.h"
#include "score/abc_reader.h"
#include "score/from_midi.h"
#include "score/unfold.h"

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
  return ending == ".mid" || ending == ".midi" || ending == ".abc";
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

// ABC begins with the X: field, possibly after comments.
bool looks_like_abc(std::span<const std::uint8_t> bytes) {
  return bytes.size() > 2 && ((bytes[0] == 'X' && bytes[1] == ':') ||
                              (bytes[0] == '%' && bytes[1] == 'a' && bytes[2] == 'b'));
}

Error named(Error error, const std::string& input) {
  error.message = input + ": " + error.message;
  return error;
}

}  // namespace

Result<OpenedScore> open_score(const std::string& input) {
  std::error_code ignored;
  const Movement* movement = input == "-" ? nullptr : find_movement(input);
  if (movement != nullptr && !fs::exists(input, ignored)) {
    Result<Score> score = load_movement(*movement);
    if (!score) return std::move(score).error();
    return OpenedScore{std::move(*score), movement->alias, {}};
  }
  const auto bytes = read_file(input);
  if (!bytes) {
    Error error = bytes.error();
    if (error.code == ErrorCode::kNotFound) error.message += did_you_mean(input, movement_names());
    return error;
  }
  const std::string shown = input == "-" ? "standard input" : input;
  if (ending_of(input) == ".abc" || looks_like_abc(*bytes)) {
    const Result<Score> score =
        score_from_abc({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
    if (!score) return named(score.error(), shown);
    return OpenedScore{unfold(*score), piece_name(input), {}};
  }
  Result<ImportedScore> imported = score_from_midi(*bytes);
  if (!imported) return named(std::move(imported).error(), shown);
  return OpenedScore{std::move(imported->score), piece_name(input), std::move(imported->warnings)};
}

Result<std::vector<std::string>> expand_inputs(const std::vector<std::string>& inputs) {
  std::vector<std::string> pieces;
  if (inputs.empty()) {
    for (const Movement& movement : movements()) pieces.push_back(movement.alias);
  }
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
  if (const Movement* movement = find_movement(input)) return movement->alias;
  return input == "-" ? "input" : fs::path(input).stem().string();
}

}  // namespace bach
