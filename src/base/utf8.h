// Text of unknown encoding into UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace bach {

// Whether the bytes are well-formed UTF-8 (Unicode 15, table 3-7).
bool is_utf8(std::span<const std::uint8_t> bytes);

struct DecodedText {
  std::string utf8;
  bool converted = false;  // the bytes were not UTF-8
};

// UTF-8 as it is, UTF-16 by its byte order mark, anything else as Windows-1252 (of which Latin-1 is
// a part; its five unused codes become control characters). Zero bytes at the end are dropped.
DecodedText decode_text(std::span<const std::uint8_t> bytes);

// How many characters UTF-8 text has.
std::size_t characters_of(std::string_view utf8);

// Shortens UTF-8 text to at most `most` bytes without cutting a character apart.
void cut_text(std::string& utf8, std::size_t most);

}  // namespace bach
