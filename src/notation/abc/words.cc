#include "notation/abc/words.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace bach::abc {
namespace {

struct Mnemonic {
  std::string_view name;
  std::uint32_t code;
};

// Letters of 8.2 of the standard that Bach's and folk titles need; \'e and &eacute; alike.
constexpr std::string_view kAccentMarks = "`'^~\"";
constexpr std::string_view kAccented = "AEIOUaeiouNnYy";
// By letter, then mark; 0: none.
constexpr std::uint32_t kAccentCodes[][5] = {
    {0xC0, 0xC1, 0xC2, 0xC3, 0xC4},
    {0xC8, 0xC9, 0xCA, 0, 0xCB},
    {0xCC, 0xCD, 0xCE, 0, 0xCF},
    {0xD2, 0xD3, 0xD4, 0xD5, 0xD6},
    {0xD9, 0xDA, 0xDB, 0, 0xDC},
    {0xE0, 0xE1, 0xE2, 0xE3, 0xE4},
    {0xE8, 0xE9, 0xEA, 0, 0xEB},
    {0xEC, 0xED, 0xEE, 0, 0xEF},
    {0xF2, 0xF3, 0xF4, 0xF5, 0xF6},
    {0xF9, 0xFA, 0xFB, 0, 0xFC},
    {0, 0, 0, 0xD1, 0},
    {0, 0, 0, 0xF1, 0},
    {0, 0xDD, 0, 0, 0},
    {0, 0xFD, 0, 0, 0xFF},
};
constexpr std::string_view kAccentNames[] = {"grave;", "acute;", "circ;", "tilde;", "uml;"};
constexpr Mnemonic kOthers[] = {
    {"\\ss", 0xDF}, {"&szlig;", 0xDF},  {"\\AE", 0xC6},   {"&AElig;", 0xC6},
    {"\\ae", 0xE6}, {"&aelig;", 0xE6},  {"\\aa", 0xE5},   {"&aring;", 0xE5},
    {"\\AA", 0xC5}, {"&Aring;", 0xC5},  {"\\/o", 0xF8},   {"&oslash;", 0xF8},
    {"\\/O", 0xD8}, {"&Oslash;", 0xD8}, {"\\cc", 0xE7},   {"&ccedil;", 0xE7},
    {"\\cC", 0xC7}, {"&Ccedil;", 0xC7}, {"&amp;", '&'},   {"&lt;", '<'},
    {"&gt;", '>'},  {"&quot;", '"'},    {"&copy;", 0xA9}, {"\\%", '%'},
    {"\\\\", '\\'}, {"\\&", '&'},
};

void append_code(std::uint32_t code, std::string& text) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | (code >> 6));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    text += static_cast<char>(0xE0 | (code >> 12));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  }
}

struct Decoded {
  std::uint32_t code = 0;
  std::size_t length = 0;  // of what stands for it; 0: nothing does
};

// \uXXXX, but for surrogates and controls.
Decoded decode_number(std::string_view text) {
  if (!text.starts_with("\\u") || text.size() < 6) return {};
  std::uint32_t code = 0;
  for (const char c : text.substr(2, 4)) {
    const bool digit = c >= '0' && c <= '9';
    const char small = static_cast<char>(c | 0x20);
    if (!digit && (small < 'a' || small > 'f')) return {};
    code = code * 16 + static_cast<std::uint32_t>(digit ? c - '0' : small - 'a' + 10);
  }
  if (code < 0x20 || (code >= 0xD800 && code < 0xE000)) return {};
  return {code, 6};
}

Decoded decode_accent(std::string_view text) {
  if (text.size() < 3) return {};
  const bool named = text[0] == '&';
  const std::size_t letter = kAccented.find(text[named ? 1 : 2]);
  if (letter == std::string_view::npos) return {};
  for (std::size_t mark = 0; mark < kAccentMarks.size(); ++mark) {
    const std::uint32_t code = kAccentCodes[letter][mark];
    if (code == 0) continue;
    if (named && text.substr(2).starts_with(kAccentNames[mark])) {
      return {code, 2 + kAccentNames[mark].size()};
    }
    if (!named && text[1] == kAccentMarks[mark]) return {code, 3};
  }
  return {};
}

Decoded decode(std::string_view text) {
  if (const Decoded number = decode_number(text); number.length > 0) return number;
  if (const Decoded accent = decode_accent(text); accent.length > 0) return accent;
  for (const Mnemonic& each : kOthers) {
    if (text.starts_with(each.name)) return {each.code, each.name.size()};
  }
  return {};
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::string_view without_comment(std::string_view line) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '%' && (at == 0 || line[at - 1] != '\\')) return line.substr(0, at);
  }
  return line;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool blank = at == text.size() || (!quoted && (text[at] == ' ' || text[at] == '\t'));
    if (at < text.size() && text[at] == '"') quoted = !quoted;
    if (!blank) continue;
    if (at > begin) words.push_back(text.substr(begin, at - begin));
    begin = at + 1;
  }
  return words;
}

std::string_view property(std::string_view word, std::string_view name) {
  if (word.size() <= name.size() || !word.starts_with(name) || word[name.size()] != '=') return {};
  word.remove_prefix(name.size() + 1);
  if (word.size() >= 2 && word.front() == '"' && word.back() == '"') {
    word = word.substr(1, word.size() - 2);
  }
  return word;
}

std::string plain_text(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const bool special = text[0] == '\\' || text[0] == '&';
    const Decoded decoded = special ? decode(text) : Decoded{};
    if (decoded.length > 0) {
      append_code(decoded.code, plain);
      text.remove_prefix(decoded.length);
    } else {
      plain += text[0];
      text.remove_prefix(1);
    }
  }
  return plain;
}

}  // namespace bach::abc
