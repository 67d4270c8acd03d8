#include "notation/core_only/xml_encoding.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace pugi {
namespace {

using namespace std::string_view_literals;

enum class Encoding { kUtf8, kUtf16Little, kUtf16Big, kUtf32Little, kUtf32Big, kLatin1 };

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool same_letters(std::string_view a, std::string_view lower) {
  if (a.size() != lower.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const char c = a[i] >= 'A' && a[i] <= 'Z' ? static_cast<char>(a[i] + ('a' - 'A')) : a[i];
    if (c != lower[i]) return false;
  }
  return true;
}

void skip_blanks(std::string_view& text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
}

// The value of "encoding" in the declaration. Whatever else begins with "en" hides it.
std::string_view declared_encoding(std::string_view text) {
  if (!text.starts_with("<?xml") || text.size() < 6 || !is_blank(text[5])) return {};
  text.remove_prefix(6);
  const std::size_t at = text.find("en");
  if (text.substr(0, at).find('?') != std::string_view::npos) return {};
  if (at == std::string_view::npos || !text.substr(at).starts_with("encoding")) return {};
  text.remove_prefix(at + "encoding"sv.size());
  skip_blanks(text);
  if (!text.starts_with('=')) return {};
  text.remove_prefix(1);
  skip_blanks(text);
  if (!text.starts_with('"') && !text.starts_with('\'')) return {};
  const std::size_t end = text.find(text.front(), 1);
  return end == std::string_view::npos ? std::string_view() : text.substr(1, end - 1);
}

struct Beginning {
  std::string_view bytes;
  Encoding encoding;
};
// Byte order marks, then what "<" and "<?" look like; the longer before the shorter.
constexpr std::array kBeginnings = {
    Beginning{"\0\0\xFE\xFF"sv, Encoding::kUtf32Big},
    Beginning{"\xFF\xFE\0\0"sv, Encoding::kUtf32Little},
    Beginning{"\xFE\xFF"sv, Encoding::kUtf16Big},
    Beginning{"\xFF\xFE"sv, Encoding::kUtf16Little},
    Beginning{"\xEF\xBB\xBF"sv, Encoding::kUtf8},
    Beginning{"\0\0\0<"sv, Encoding::kUtf32Big},
    Beginning{"<\0\0\0"sv, Encoding::kUtf32Little},
    Beginning{"\0<"sv, Encoding::kUtf16Big},
    Beginning{"<\0"sv, Encoding::kUtf16Little},
};

Encoding encoding_of(std::string_view text) {
  if (text.size() < 4) return Encoding::kUtf8;
  for (const Beginning& each : kBeginnings) {
    if (text.starts_with(each.bytes)) return each.encoding;
  }
  const std::string_view name = declared_encoding(text);
  const bool latin1 = same_letters(name, "iso-8859-1") || same_letters(name, "latin1");
  const bool ascii = std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
  return latin1 && !ascii ? Encoding::kLatin1 : Encoding::kUtf8;
}

// Units of 1, 2 or 4 bytes; what is left over at the end is no unit.
class Units {
 public:
  Units(std::string_view text, std::size_t width, bool big)
      : text_(text.substr(0, text.size() / width * width)), width_(width), big_(big) {}

  bool over() const { return text_.empty(); }
  char32_t peek() const {
    char32_t unit = 0;
    for (std::size_t i = 0; i < width_; ++i) {
      unit = unit << 8 | static_cast<std::uint8_t>(text_[big_ ? i : width_ - 1 - i]);
    }
    return unit;
  }
  char32_t take() {
    const char32_t unit = peek();
    text_.remove_prefix(width_);
    return unit;
  }

 private:
  std::string_view text_;
  std::size_t width_;
  bool big_;
};

constexpr bool is_surrogate(char32_t unit) { return unit >= 0xD800 && unit < 0xE000; }
constexpr bool is_trail(char32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

void convert(Units units, bool pairs, std::vector<char>& utf8) {
  while (!units.over()) {
    char32_t character = units.take();
    if (pairs && is_surrogate(character)) {
      if (is_trail(character) || units.over() || !is_trail(units.peek())) continue;
      character = 0x10000 + ((character & 0x3FF) << 10) + (units.take() & 0x3FF);
    }
    std::array<char, 4> bytes{};
    utf8.insert(utf8.end(), bytes.data(), write_utf8(character, bytes.data()));
  }
  utf8.push_back('\0');
}

}  // namespace

char* write_utf8(char32_t character, char* to) {
  const auto put = [&to](char32_t byte) { *to++ = static_cast<char>(byte & 0xFF); };
  const auto put_rest = [&](int shift) { put(0x80 | (character >> shift & 0x3F)); };
  if (character < 0x80) {
    put(character);
  } else if (character < 0x800) {
    put(0xC0 | character >> 6);
    put_rest(0);
  } else if (character < 0x10000) {
    put(0xE0 | character >> 12);
    put_rest(6);
    put_rest(0);
  } else {
    put(0xF0 | character >> 18);
    put_rest(12);
    put_rest(6);
    put_rest(0);
  }
  return to;
}

bool to_utf8(std::string_view text, std::vector<char>& utf8) {
  const Encoding encoding = encoding_of(text);
  if (encoding == Encoding::kUtf8) return false;
  const bool big = encoding == Encoding::kUtf16Big || encoding == Encoding::kUtf32Big;
  const bool pairs = encoding == Encoding::kUtf16Big || encoding == Encoding::kUtf16Little;
  if (encoding == Encoding::kLatin1) {
    convert(Units(text, 1, false), false, utf8);
  } else {
    convert(Units(text, pairs ? 2 : 4, big), pairs, utf8);
  }
  return true;
}

}  // namespace pugi
