// The forms in which music is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "notation/marks.h"
#include "score/score.h"

namespace bach {

// What a file holds.
struct FilePiece {
  Score written;                      // folded where the file says repeats
  std::vector<std::string> warnings;  // what had to be repaired, one line each
  std::string composer = {};
  Marks marks = {};                     // at notes of `written`
  std::optional<int> midi_format = {};  // 0, 1 or 2
};

// A file that may hold several pieces, each called by a number.
class Book {
 public:
  virtual ~Book() = default;
  virtual std::size_t size() const = 0;  // at least 1
  virtual int number(std::size_t index) const = 0;
  // The piece called so.
  virtual std::optional<std::size_t> find(int number) const = 0;
  virtual Result<FilePiece> read(std::size_t index) const = 0;
};

// A form: one entry of the table in formats.cc.
struct InputFormat {
  std::string_view name;                  // "ABC"
  std::vector<std::string_view> endings;  // of file names, in small letters
  bool (*begins_so)(std::string_view bytes);
  // Of a form with open_book, the first piece.
  Result<FilePiece> (*read)(std::span<const std::uint8_t> bytes);
  // Null where a file holds one piece.
  Result<std::shared_ptr<const Book>> (*open_book)(std::span<const std::uint8_t> bytes) = nullptr;
};

// By the ending of `path`, in either case; null: it is of none.
const InputFormat* input_format_of(const std::filesystem::path& path);
// By the ending of `path`, else by the first bytes; what looks like none is taken for MIDI, whose
// reader says what is wrong with it.
const InputFormat& input_format(const std::filesystem::path& path, std::string_view bytes);

// Whether the file is music to read: by its ending, or one in .xml that names a score near its
// beginning.
bool is_music_file(const std::filesystem::path& path);

// Music in a form that is not read, by the ending of `path`: what it is and how it becomes one that
// is; none for other files.
std::optional<Error> foreign_notation(const std::filesystem::path& path);

}  // namespace bach
