#include "app/music/inputs.h"

#include <algorithm>
#include <filesystem>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include "app/music/formats.h"
#include "base/file.h"
#include "base/lower.h"
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

OpenedScore opened_score(FilePiece piece, std::string name) {
  OpenedScore opened{std::move(name),       std::move(piece.written),  std::move(piece.warnings),
                     piece.midi_format,     std::move(piece.composer), std::nullopt,
                     std::move(piece.marks)};
  if (!opened.score.sections.empty()) {
    opened.folded = std::move(opened.score);
    opened.score = unfold(*opened.folded);
  }
  return opened;
}

// What to do about the tunes of `input` that are not opened.
std::string first_of_many(const std::string& input, const Book& book) {
  std::string warning = "holds " + std::to_string(book.size()) + " tunes; the first is taken";
  if (input != "-") warning += ", " + input + ":" + std::to_string(book.number(1)) + " is the next";
  return warning;
}

Result<OpenedScore> open_bytes(const std::string& input, std::span<const std::uint8_t> bytes) {
  if (auto foreign = foreign_notation(input)) return named(input, std::move(*foreign));
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const InputFormat& format = input_format(input, text);
  std::string name = input == "-" ? piece_name(input) : fs::path(input).stem().string();
  if (format.open_book == nullptr) {
    Result<FilePiece> piece = format.read(bytes);
    if (!piece) return named(input, std::move(piece).error());
    return opened_score(std::move(*piece), std::move(name));
  }
  Result<std::shared_ptr<const Book>> book = format.open_book(bytes);
  if (!book) return named(input, std::move(book).error());
  Result<FilePiece> piece = (*book)->read(0);
  if (!piece) return named(input, std::move(piece).error());
  if ((*book)->size() > 1) {
    piece->warnings.insert(piece->warnings.begin(), first_of_many(input, **book));
  }
  return opened_score(std::move(*piece), std::move(name));
}

// A tune of a book: "FILE.abc:12".
struct TuneName {
  std::string path;
  int number = 0;
};

std::optional<TuneName> tune_name(const std::string& input) {
  constexpr std::size_t kMostDigits = 6;
  const std::size_t colon = input.rfind(':');
  if (colon == std::string::npos || colon + 1 == input.size()) return std::nullopt;
  const std::string digits = input.substr(colon + 1);
  if (digits.size() > kMostDigits || digits.find_first_not_of("0123456789") != std::string::npos) {
    return std::nullopt;
  }
  TuneName tune{input.substr(0, colon), std::stoi(digits)};
  const InputFormat* format = input_format_of(tune.path);
  if (format == nullptr || format->open_book == nullptr) return std::nullopt;
  return tune;
}

Error no_such_tune(const TuneName& tune, const Book& book) {
  const std::string tunes = book.size() == 1 ? "one tune, " + std::to_string(book.number(0))
                                             : std::to_string(book.size()) + " tunes, from " +
                                                   std::to_string(book.number(0)) + " to " +
                                                   std::to_string(book.number(book.size() - 1));
  return {ErrorCode::kNotFound,
          tune.path + ": no tune " + std::to_string(tune.number) + "; it holds " + tunes,
          {}};
}

// Whether someone who wrote `input` meant a file and nothing else.
bool names_a_file(const std::string& input) {
  return input.find('/') != std::string::npos || input_format_of(input) != nullptr ||
         tune_name(input).has_value() || file_ending(input) == ".xml" ||
         foreign_notation(input).has_value();
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
  return OpenedScore{movement->alias, std::move(*score), {}, {}, "Johann Sebastian Bach"};
}

// Appends the file `path`, or each tune of a book.
void list_file(const std::string& path, std::vector<std::string>& pieces) {
  const InputFormat* format = path == "-" ? nullptr : input_format_of(path);
  if (format != nullptr && format->open_book != nullptr) {
    const Result<std::vector<std::uint8_t>> bytes = read_file(path);
    const auto book = bytes ? format->open_book(*bytes) : bytes.error();
    for (std::size_t i = 0; book && (*book)->size() > 1 && i < (*book)->size(); ++i) {
      pieces.push_back(path + ":" + std::to_string((*book)->number(i)));
    }
    if (book && (*book)->size() > 1) return;
  }
  pieces.push_back(path);
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
  for (const fs::path& path : found) list_file(path.string(), pieces);
  return {};
}

}  // namespace

Result<OpenedScore> open_score(const std::string& input) { return ScoreOpener().open(input); }

Result<OpenedScore> score_of_file(std::span<const std::uint8_t> bytes, const std::string& name) {
  return open_bytes(name, bytes);
}

Result<OpenedScore> ScoreOpener::open(const std::string& input) {
  const Result<std::vector<std::uint8_t>> bytes = read_file(input);
  if (bytes) return open_bytes(input, *bytes);
  const bool missing = bytes.error().code == ErrorCode::kNotFound;
  const std::optional<TuneName> tune = missing ? tune_name(input) : std::nullopt;
  if (!tune) {
    if (missing && !names_a_file(input)) return open_movement(input);
    return bytes.error();
  }
  const Result<std::shared_ptr<const Book>> tunes = book(tune->path);
  if (!tunes) return tunes.error();
  const std::optional<std::size_t> index = (*tunes)->find(tune->number);
  if (!index) return no_such_tune(*tune, **tunes);
  Result<FilePiece> piece = (*tunes)->read(*index);
  if (!piece) return named(input, std::move(piece).error());
  return opened_score(std::move(*piece), piece_name(input));
}

Result<std::shared_ptr<const Book>> ScoreOpener::book(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (book_ != nullptr && path_ == path) return book_;
  const Result<std::vector<std::uint8_t>> bytes = read_file(path);
  if (!bytes) return bytes.error();
  Result<std::shared_ptr<const Book>> book = input_format_of(path)->open_book(*bytes);
  if (!book) return named(path, std::move(book).error());
  path_ = path;
  return book_ = std::move(*book);
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
      list_file(input, pieces);
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
  if (movement != nullptr) return movement->alias;
  const std::optional<TuneName> tune = tune_name(input);
  if (!tune) return fs::path(input).stem().string();
  return fs::path(tune->path).stem().string() + "-" + std::to_string(tune->number);
}

}  // namespace bach
