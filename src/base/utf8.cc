#include "base/utf8.h"

#include <algorithm>
#include <array>

namespace bach {
namespace {

// Code points of Windows-1252 from 0x80 to 0x9F; the rest is Latin-1.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
constexpr std::uint32_t kReplacement = 0xFFFD;

void append(std::string& text, std::uint32_t point) {
  const auto put = [&text](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | point >> 6);
    put(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    put(0xE0 | point >> 12);
    put(0x80 | (point >> 6 & 0x3F));
    put(0x80 | (point & 0x3F));
  } else {
    put(0xF0 | point >> 18);
    put(0x80 | (point >> 12 & 0x3F));
    put(0x80 | (point >> 6 & 0x3F));
    put(0x80 | (point & 0x3F));
  }
}

// The bytes behind the byte order mark; `high` is where a unit's high byte stands, 0 or 1.
std::string from_utf16(std::span<const std::uint8_t> bytes, std::size_t high) {
  const auto unit = [&](std::size_t at) -> std::uint32_t {
    return static_cast<std::uint32_t>(bytes[at + high] << 8 | bytes[at + 1 - high]);
  };
  std::string text;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    std::uint32_t point = unit(at);
    if (point >= 0xD800 && point < 0xE000) {
      const bool pair = point < 0xDC00 && at + 3 < bytes.size() && unit(at + 2) >> 10 == 0x37;
      if (pair) {
        point = 0x10000 + ((point & 0x3FF) << 10 | (unit(at + 2) & 0x3FF));
        at += 2;
      } else {
        point = kReplacement;
      }
    }
    append(text, point);
  }
  return text;
}

}  // namespace

bool is_utf8(std::span<const std::uint8_t> bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::uint8_t lead = bytes[at++];
    if (lead < 0x80) continue;
    if (lead < 0xC2 || lead > 0xF4) return false;
    const std::size_t more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    if (bytes.size() - at < more) return false;
    // Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
    const std::uint8_t least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (bytes[at] < least || bytes[at] > most) return false;
    for (std::size_t i = 1; i < more; ++i) {
      if (bytes[at + i] >> 6 != 2) return false;
    }
    at += more;
  }
  return true;
}

DecodedText decode_text(std::span<const std::uint8_t> bytes) {
  if (bytes.size() >= 2 && (bytes[0] ^ bytes[1]) == 1 && (bytes[0] & bytes[1]) == 0xFE) {
    std::string text = from_utf16(bytes.subspan(2), bytes[0] == 0xFE ? 0 : 1);
    while (!text.empty() && text.back() == '\0') text.pop_back();
    return {text, true};
  }
  while (!bytes.empty() && bytes.back() == 0) bytes = bytes.first(bytes.size() - 1);
  if (is_utf8(bytes)) return {std::string(bytes.begin(), bytes.end()), false};
  std::string text;
  for (const std::uint8_t byte : bytes) {
    append(text, byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80] : byte);
  }
  return {text, true};
}

std::size_t characters_of(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) >> 6) != 2; }));
}

void cut_text(std::string& utf8, std::size_t most) {
  if (utf8.size() <= most) return;
  while (most > 0 && (static_cast<std::uint8_t>(utf8[most]) >> 6) == 2) --most;
  utf8.resize(most);
}

}  // namespace bach
