#include "notation/abc/reader.h"

#include <algorithm>
#include <utility>

#include "notation/abc/assemble.h"
#include "notation/abc/fields.h"
#include "notation/abc/music_line.h"
#include "notation/abc/tune.h"
#include "notation/abc/words.h"

namespace bach {
namespace abc {
namespace {

class TuneReader {
 public:
  // Fields that hold for all tunes of a file.
  Status read_file_header(std::string_view text) {
    tune_.line = 0;
    return for_each_line(text, [this](std::string_view line) {
      constexpr std::string_view kOfOneTune = "XTKVP";
      const bool field = is_field(line) && kOfOneTune.find(line[0]) == std::string_view::npos;
      if (field || line[0] == '%') return read_line(line);
      return Status();
    });
  }

  Result<AbcPiece> read(std::string_view text, int first_line, const AbcLimits& limits) {
    has_key_ = text.starts_with("K:") || text.find("\nK:") != std::string_view::npos;
    tune_.line = first_line - 1;
    block_end_.clear();
    Status status = for_each_line(text, [this](std::string_view line) { return read_line(line); });
    if (!status) return std::move(status).error();
    if (!tune_.in_body) open_body();
    return assemble(tune_, limits);
  }

 private:
  template <typename Read>
  Status for_each_line(std::string_view text, Read read) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      ++tune_.line;
      const std::string_view line = text.substr(0, end);
      if (!trimmed(line).empty()) {
        if (Status status = read(line); !status) return status;
      }
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {};
  }

  Status read_line(std::string_view line) {
    if (!block_end_.empty()) {  // words or pictures for other programs
      if (line.starts_with(block_end_)) block_end_.clear();
      return {};
    }
    if (line.starts_with("%%begin")) {
      block_end_ = "%%end" + std::string(line.substr(7, line.find_first_of(" \t\r", 7) - 7));
    } else if (line.starts_with("%%")) {
      apply_directive(trimmed(line.substr(2)), tune_);
    } else if (line[0] != '%') {
      if (is_field(line)) {
        read_field(line);
      } else {
        return read_music(line);
      }
    }
    return {};
  }

  void read_field(std::string_view line) {
    const char name = line[0];
    if (name == '+') return;  // continues words
    last_field_ = name;
    const bool was_in_body = tune_.in_body;
    apply_field(name, trimmed(without_comment(line.substr(2))), tune_);
    if (!was_in_body && tune_.in_body) check_metre();
  }

  void check_metre() {
    if (!tune_.says_metre) tune_.count(Problem::kNoMetre);
  }

  void open_body() {
    tune_.count(Problem::kNoKey);
    check_metre();
    tune_.key.says_key = true;
    tune_.key.key = Key{};
    begin_body(tune_);
  }

  Status read_music(std::string_view line) {
    if (!tune_.in_body) {
      if (has_key_) {
        // A history (H:) goes on over lines.
        if (last_field_ != 'H') tune_.count(Problem::kHeaderText);
        return {};
      }
      open_body();
    }
    std::string music(without_comment(line));
    if (!tune_.macros.empty() && !tune_.macros.expand(music)) tune_.count(Problem::kMacro);
    return read_music_line(music, tune_);
  }

  Tune tune_;
  std::string block_end_;
  char last_field_ = '\0';
  bool has_key_ = false;
};

}  // namespace
}  // namespace abc

Result<AbcPiece> AbcBook::read(std::size_t index) const {
  const Tune& tune = tunes_[index];
  abc::TuneReader reader;
  const std::string_view text = text_;
  Status header = reader.read_file_header(text.substr(0, header_end_));
  if (!header) return std::move(header).error();
  return reader.read(text.substr(tune.begin, tune.end - tune.begin), tune.line, limits_);
}

Result<Score> score_from_abc(std::string_view text) {
  const Result<AbcBook> book = AbcBook::open(text);
  if (!book) return book.error();
  Result<AbcPiece> piece = book->read(0);
  if (!piece) return std::move(piece).error();
  return std::move(piece->score);
}

}  // namespace bach
