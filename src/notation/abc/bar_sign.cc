#include "notation/abc/bar_sign.h"

#include <algorithm>

namespace bach::abc {
namespace {

constexpr int kMostEnding = 32;

void add_endings(int first, int last, std::uint32_t& endings) {
  for (int number = std::max(first, 1); number <= std::min(last, kMostEnding); ++number) {
    endings |= std::uint32_t{1} << (number - 1);
  }
}

// Whether "[\"…\"" is an ending rather than a chord with its symbol, which notes follow.
bool is_named_ending(const Cursor& cursor) {
  const std::string_view rest = cursor.rest();
  const std::size_t close = rest.find('"', 2);
  if (close == std::string_view::npos) return false;
  const char next = close + 1 < rest.size() ? rest[close + 1] : ' ';
  return next == ' ' || next == '|' || next == '[' || next == ']';
}

bool begins_bar(const Cursor& cursor) {
  const char c = cursor.peek();
  const char next = cursor.peek(1);
  if (c == '|') return true;
  if (c == ':') return next == '|' || next == ':' || next == ']';
  if (c == '[') return next == '|' || next == ']';
  return c == ']';
}

}  // namespace

std::uint32_t take_endings(Cursor& cursor) {
  std::uint32_t endings = 0;
  while (cursor.at_digit()) {
    const int first = *cursor.take_number();
    int last = first;
    if (cursor.peek() == '-' && cursor.at_digit(1)) {
      cursor.skip();
      last = *cursor.take_number();
    }
    add_endings(first, last, endings);
    const bool more = (cursor.peek() == ',' || cursor.peek() == '.') && cursor.at_digit(1);
    if (cursor.peek() == '.' || more) cursor.skip();
    if (!more) break;
  }
  return endings;
}

std::optional<BarSign> take_bar_sign(Cursor& cursor) {
  BarSign sign;
  if (cursor.peek() == '.' && cursor.peek(1) == '|') cursor.skip();
  int bars = 0;
  int colons = 0;  // since the last bar character
  if (begins_bar(cursor)) {
    sign.line = true;
    while (!cursor.done()) {
      const char c = cursor.peek();
      const bool opens_bracket = c == '[' && (cursor.peek(1) == '|' || cursor.peek(1) == ']');
      if (c == ':') {
        // "|:|" and "[|]:|": the colon closes what comes next.
        const char next = cursor.peek(1);
        if (bars > 0 && colons == 0 && (next == '|' || next == ']')) break;
        ++colons;
      } else if (c == '|' || c == ']' || opens_bracket) {
        if (bars == 0) {
          sign.closes = colons;
        } else if (colons > 0) {  // "|::|"
          sign.closes = 1;
          sign.opens = true;
        }
        if (c != '|') sign.thick = true;
        ++bars;
        colons = 0;
      } else {
        break;
      }
      cursor.skip();
    }
    if (bars == 0) {  // "::"
      sign.closes = std::max(colons / 2, 1);
      sign.opens = true;
    } else {
      sign.opens |= colons > 0;
    }
    sign.thick |= bars > 1 || sign.closes > 0 || sign.opens;
  }
  const bool bracket = cursor.peek() == '[';
  if (bracket && cursor.at_digit(1)) {
    cursor.skip();
    sign.ending = true;
    sign.endings = take_endings(cursor);
  } else if (bracket && cursor.peek(1) == '"' && is_named_ending(cursor)) {
    cursor.skip(2);
    sign.ending = true;
    sign.endings = take_endings(cursor);
    while (!cursor.done() && !cursor.take('"')) cursor.skip();
  } else if (sign.line && cursor.at_digit()) {
    sign.ending = true;
    sign.endings = take_endings(cursor);
  }
  if (!sign.line && !sign.ending) return std::nullopt;
  return sign;
}

}  // namespace bach::abc
