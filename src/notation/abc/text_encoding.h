// Bytes of ABC as lines of UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace bach::abc {

// Without a byte order mark, lines ending with \n alone whether they ended with \r\n, \n or \r, and
// what is neither UTF-8 nor marked UTF-16 read as Windows-1252, of which Latin-1 is a part.
std::string as_utf8_lines(std::string_view bytes);

}  // namespace bach::abc
