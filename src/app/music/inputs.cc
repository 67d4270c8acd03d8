#include "app/music/inputs.h"

#include <algorithm>
#include <filesystem>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include "app/music/formats.h"
#include "base/file.h"
#include "base/nearest_name.h"
#include "corpus/corpus.h"
#include "score/unfold.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

Error named(const std::string& input, Error error) {
  error.message = (input == "-" ? "standard input" : input) + ": " + error.message;
  return error;
}

Result<OpenedScore> open_bytes(const std::string& input, std::span<const std::uint8_t> bytes) {
  if (auto foreign = foreign_notation(input)) return named(input, std::move(*foreign));
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  Result<FilePiece> piece = input_format(input, text).read(bytes);
  if (!piece) return named(input, std::move(piece).error());
  OpenedScore opened{std::move(piece->written),
                     input == "-" ? piece_name(input) : fs::path(input).stem().string(),
                     std::move(piece->warnings),
                     piece->midi_format,
                     std::move(piece->composer),
                     std::nullopt,
                     std::move(piece->marks)};
  if (!opened.score.sections.empty()) {
    opened.folded = std::move(opened.score);
    opened.score = unfold(*opened.folded);
  }
  return opened;
}

// Whether someone who wrote `input` meant a file and nothing else.
bool names_a_file(const std::string& input) {
  return input.find('/') != std::string::npos || input_format_of(input) != nullptr ||
         ending_of(input) == ".xml" || foreign_notation(input).has_value();
}

void append_names(std::span<const Movement> movements, std::vector<std::string>& names) {
  for (const Movement& movement : movements) names.push_back(movement.alias);
}

Result<OpenedScore> open_movement(const std::string& input) {
  if (const MovementSet* set = find_movement_set(input)) {
    return Error{ErrorCode::kInvalidArgument,
                 input + ": a set of " + std::to_string(set->movements.size()) +
                     " movements; name one of them, " + set->movements.front().name + " to " +
                     set->movements.back().name,
                 {}};
  }
  const Movement* movement = find_movement(input);
  if (movement == nullptr) {
    return Error{
        ErrorCode::kNotFound,
        input + ": no file and no movement of that name" + did_you_mean(input, movement_names()),
        {}};
  }
  Result<Score> score = load_movement(*movement);
  if (!score) return named(input, std::move(score).error());
  return OpenedScore{std::move(*score), movement->alias, {}, {}, "Johann Sebastian Bach"};
}

// Appends the music in `folder`.
Status list_folder(const fs::path& folder, std::vector<std::string>& pieces) {
  std::vector<fs::path> found;
  std::error_code failure;
  fs::recursive_directory_iterator entry(folder, failure);
  for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
    const fs::path& path = entry->path();
    std::error_code unreadable;
    if (path.filename().string().starts_with('.')) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file(unreadable) && is_music_file(path)) {
      found.push_back(path);
    }
  }
  if (failure) return system_error(failure.value(), "read", folder);
  std::sort(found.begin(), found.end());
  for (const fs::path& path : found) pieces.push_back(path.string());
  return {};
}

}  // namespace

Result<OpenedScore> open_score(const std::string& input) {
  const Result<std::vector<std::uint8_t>> bytes = read_file(input);
  if (bytes) return open_bytes(input, *bytes);
  const bool missing = bytes.error().code == ErrorCode::kNotFound;
  if (missing && !names_a_file(input)) return open_movement(input);
  return bytes.error();
}

Result<std::vector<std::string>> expand_inputs(const std::vector<std::string>& inputs) {
  std::vector<std::string> pieces;
  if (inputs.empty()) {
    append_names(cello_movements(), pieces);
  }
  for (const std::string& input : inputs) {
    std::error_code ignored;
    const MovementSet* set = find_movement_set(input);
    if (input != "-" && fs::is_directory(input, ignored)) {
      if (Status status = list_folder(input, pieces); !status) return std::move(status).error();
    } else if (set != nullptr && !fs::exists(input, ignored)) {
      append_names(set->movements, pieces);
    } else {
      pieces.push_back(input);
    }
  }
  return pieces;
}

std::vector<std::string> piece_names(const std::vector<std::string>& inputs) {
  std::vector<std::string> names;
  for (const std::string& input : inputs) {
    if (const MovementSet* set = find_movement_set(input)) {
      append_names(set->movements, names);
    } else {
      names.push_back(piece_name(input));
    }
  }
  return names;
}

std::string piece_name(const std::string& input) {
  if (input == "-") return "input";
  const Movement* movement = find_movement(input);
  return movement != nullptr ? movement->alias : fs::path(input).stem().string();
}

}  // namespace bach
