// A place in an XML text that is read and overwritten.
#pragma once

#include <string_view>

namespace pugi {

inline bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

inline bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
         static_cast<unsigned char>(c) >= 0x80;
}
inline bool continues_name(char c) {
  return starts_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

// A zero ends the text, wherever it stands. It took the place of the last byte, for which it counts
// wherever that would complete a sign.
struct Cursor {
  char* at;
  char last;

  bool over() const { return *at == '\0'; }
  // The sign, or the zero in its place.
  bool is(char sign) const { return is_at(at, sign); }
  bool is_at(const char* place, char sign) const {
    return *place == sign || (*place == '\0' && last == sign);
  }
  bool begins(std::string_view word) const {
    const char* place = at;
    for (const char c : word) {
      if (*place != c) return false;
      ++place;
    }
    return true;
  }
  // Likewise; the last sign of `word` may be the zero.
  bool ends(std::string_view word) const {
    return begins(word.substr(0, word.size() - 1)) && is_at(at + word.size() - 1, word.back());
  }

  void skip_spaces() {
    while (is_space(*at)) ++at;
  }
  void skip_name() {
    while (continues_name(*at)) ++at;
  }
  // Passes over a sign that is(); there is nothing behind a zero.
  void pass() {
    if (!over()) ++at;
  }
  // Passes over `word` if it comes next.
  bool take(std::string_view word) {
    if (!begins(word)) return false;
    at += word.size();
    return true;
  }
  // Passes over all up to `word`, and over that; false: it does not come, and the text is over.
  bool take_to(std::string_view word) {
    while (!over() && !begins(word)) ++at;
    return take(word);
  }
  // The same, where ends(word) will do.
  bool take_to_end(std::string_view word) {
    while (!over() && !ends(word)) ++at;
    if (over()) return false;
    pass_end(word);
    return true;
  }
  // Passes over `word`, which ends().
  void pass_end(std::string_view word) {
    at += word.size() - 1;
    pass();
  }
};

}  // namespace pugi
