// Where the tunes of a text begin and end.
#include <algorithm>
#include <set>
#include <utility>

#include "notation/abc/cursor.h"
#include "notation/abc/fields.h"
#include "notation/abc/reader.h"
#include "notation/abc/text_encoding.h"
#include "notation/abc/words.h"

namespace bach {
namespace abc {
namespace {

enum class LineKind { kEmpty, kNumber, kKey, kField, kDirective, kOther };

LineKind kind_of_line(std::string_view line) {
  if (trimmed(line).empty()) return LineKind::kEmpty;
  if (line[0] == '%') return LineKind::kDirective;
  if (line.starts_with("X:")) return LineKind::kNumber;
  if (line.starts_with("K:")) return LineKind::kKey;
  return is_field(line) ? LineKind::kField : LineKind::kOther;
}

int number_of(std::string_view line) {
  const std::string_view value = trimmed(without_comment(line.substr(2)));
  Cursor cursor(value);
  const std::optional<int> number = cursor.take_number();
  return number && *number <= Cursor::kMostNumber ? *number : -1;
}

}  // namespace
}  // namespace abc

Result<AbcBook> AbcBook::open(std::string_view bytes, const AbcLimits& limits) {
  using abc::LineKind;
  if (bytes.size() > limits.text_bytes) {
    return Error{ErrorCode::kLimit,
                 "a text of " + std::to_string(bytes.size()) + " bytes; at most " +
                     std::to_string(limits.text_bytes) + " are read",
                 {}};
  }
  AbcBook book;
  book.limits_ = limits;
  book.text_ = abc::as_utf8_lines(bytes);
  const std::string_view text = book.text_;
  const bool numbered = text.starts_with("X:") || text.find("\nX:") != std::string_view::npos;
  bool in_tune = false;
  bool in_music = false;  // of that tune
  bool in_header = true;  // of the file
  bool says_anything = false;
  int line_number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const LineKind kind = abc::kind_of_line(line);
    ++line_number;
    const bool field = kind == LineKind::kField || kind == LineKind::kKey;
    if (kind == LineKind::kNumber || (!numbered && book.tunes_.empty() && field)) {
      if (book.tunes_.size() == limits.tunes) {
        return Error{ErrorCode::kLimit,
                     "line " + std::to_string(line_number) + ": more than " +
                         std::to_string(limits.tunes) + " tunes; split the file",
                     {}};
      }
      const int number = kind == LineKind::kNumber ? abc::number_of(line) : -1;
      book.tunes_.push_back({at, end, line_number, number});
      in_tune = true;
      in_music = in_header = false;
    }
    if (in_tune) {
      if (kind == LineKind::kKey || kind == LineKind::kOther) in_music = true;
      if (field) says_anything = true;
      if (kind == LineKind::kEmpty && in_music) {
        in_tune = false;
      } else {
        book.tunes_.back().end = end;
      }
    } else if (in_header) {
      in_header = kind == LineKind::kField || kind == LineKind::kDirective;
      if (in_header) book.header_end_ = end;
    }
    at = end + 1;
  }
  if (book.tunes_.empty() || (!numbered && !says_anything)) {
    return Error{ErrorCode::kInvalidData,
                 "no tune: no line begins with X: or K:, as tunes in ABC do; is this ABC?",
                 {}};
  }
  std::set<int> numbers;
  for (const Tune& tune : book.tunes_) {
    book.by_number_ &= tune.number >= 0 && numbers.insert(tune.number).second;
  }
  return book;
}

int AbcBook::number(std::size_t index) const {
  return by_number_ ? tunes_[index].number : static_cast<int>(index) + 1;
}

std::optional<std::size_t> AbcBook::find(int number) const {
  if (!by_number_) {
    const bool there = number >= 1 && static_cast<std::size_t>(number) <= tunes_.size();
    return there ? std::optional(static_cast<std::size_t>(number) - 1) : std::nullopt;
  }
  const auto tune = std::find_if(tunes_.begin(), tunes_.end(),
                                 [number](const Tune& each) { return each.number == number; });
  if (tune == tunes_.end()) return std::nullopt;
  return static_cast<std::size_t>(tune - tunes_.begin());
}

}  // namespace bach
