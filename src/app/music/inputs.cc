#include "app/music/inputs.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <system_error>

#include "base/file.h"
#include "base/nearest_name.h"
#include "corpus/corpus.h"
#include "notation/abc/reader.h"
#include "score/from_midi.h"
#include "score/unfold.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

enum class Kind { kMidi, kAbc, kUnknown };

Kind kind_by_ending(const fs::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (ending == ".mid" || ending == ".midi") return Kind::kMidi;
  return ending == ".abc" ? Kind::kAbc : Kind::kUnknown;
}

// ABC begins with comments and empty lines, then fields such as "X:1".
bool looks_like_abc(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  while (!text.empty() && (text[0] == '%' || text[0] == '\n' || text[0] == '\r')) {
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  return text.size() >= 2 && text[1] == ':' && std::isalpha(static_cast<unsigned char>(text[0]));
}

Error named(const std::string& input, Error error) {
  error.message = (input == "-" ? "standard input" : input) + ": " + error.message;
  return error;
}

Result<OpenedScore> open_bytes(const std::string& input, std::span<const std::uint8_t> bytes) {
  const std::string name = input == "-" ? piece_name(input) : fs::path(input).stem().string();
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const Kind kind = kind_by_ending(input);
  if (kind == Kind::kAbc || (kind == Kind::kUnknown && looks_like_abc(text))) {
    const Result<Score> written = score_from_abc(text);
    if (!written) return named(input, written.error());
    return OpenedScore{unfold(*written), name, {}, {}};
  }
  Result<ImportedScore> imported = score_from_midi(bytes);
  if (!imported) return named(input, std::move(imported).error());
  return OpenedScore{std::move(imported->score), name, std::move(imported->warnings),
                     imported->format};
}

// Whether someone who wrote `input` meant a file and nothing else.
bool names_a_file(const std::string& input) {
  return input.find('/') != std::string::npos || kind_by_ending(input) != Kind::kUnknown;
}

Result<OpenedScore> open_movement(const std::string& input) {
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
    } else if (kind_by_ending(path) != Kind::kUnknown && entry->is_regular_file(unreadable)) {
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
  if (input == "-") return "input";
  const Movement* movement = find_movement(input);
  return movement != nullptr ? movement->alias : fs::path(input).stem().string();
}

}  // namespace bach
