#include "notation/core_only/xml_values.h"

#include <cstdint>
#include <string_view>

#include "notation/core_only/xml_encoding.h"

namespace pugi {
namespace {

// What is read moves ahead of what is written.
struct Tape {
  Cursor& from;
  char* to;

  void copy() { *to++ = *from.at++; }
  void write(char c) { *to++ = c; }
};

int digit_of(char c, int base) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return base == 16 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// "&#65;" and "&#x41;". What has no digits or no end stands as it is.
bool take_number(Tape& tape) {
  char* place = tape.from.at + 2;
  const int base = *place == 'x' ? 16 : 10;
  if (base == 16) ++place;
  const char* const digits = place;
  std::uint32_t code = 0;  // wraps
  for (int digit = 0; (digit = digit_of(*place, base)) >= 0; ++place) {
    code = code * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit);
  }
  if (place == digits || *place != ';') return false;
  tape.from.at = place + 1;
  tape.to = write_utf8(static_cast<char32_t>(code), tape.to);
  return true;
}

void take_reference(Tape& tape) {
  struct Entity {
    std::string_view name;
    char character;
  };
  static constexpr Entity kEntities[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  if (tape.from.begins("&#") && take_number(tape)) return;
  for (const Entity& each : kEntities) {
    if (!tape.from.take(each.name)) continue;
    tape.write(each.character);
    return;
  }
  tape.copy();
}

// "\r\n" and "\r" are `end_of_line`.
void take_return(Tape& tape, char end_of_line) {
  tape.write(end_of_line);
  ++tape.from.at;
  if (*tape.from.at == '\n') ++tape.from.at;
}

}  // namespace

bool take_text(Cursor& cursor) {
  Tape tape{cursor, cursor.at};
  while (!cursor.over() && *cursor.at != '<') {
    if (*cursor.at == '&') {
      take_reference(tape);
    } else if (*cursor.at == '\r') {
      take_return(tape, '\n');
    } else {
      tape.copy();
    }
  }
  const bool ended = !cursor.over();
  if (ended) ++cursor.at;
  *tape.to = '\0';
  return ended;
}

bool take_quoted(Cursor& cursor, char quote) {
  char* const begin = cursor.at;
  Tape tape{cursor, begin};
  while (*cursor.at != quote) {
    if (cursor.over()) {
      cursor.at = begin;
      return false;
    }
    if (*cursor.at == '&') {
      take_reference(tape);
    } else if (*cursor.at == '\r') {
      take_return(tape, ' ');
    } else if (is_space(*cursor.at)) {
      tape.write(' ');
      ++cursor.at;
    } else {
      tape.copy();
    }
  }
  ++cursor.at;
  *tape.to = '\0';
  return true;
}

bool take_cdata(Cursor& cursor) {
  constexpr std::string_view kEnd = "]]>";
  char* const begin = cursor.at;
  Tape tape{cursor, begin};
  while (!cursor.ends(kEnd)) {
    if (cursor.over()) {
      cursor.at = begin;
      return false;
    }
    if (*cursor.at == '\r') {
      take_return(tape, '\n');
    } else {
      tape.copy();
    }
  }
  cursor.pass_end(kEnd);
  *tape.to = '\0';
  return true;
}

}  // namespace pugi
