#include "notation/musicxml/text.h"

#include <cstdint>
#include <span>

#include "base/utf8.h"

namespace bach::musicxml {

std::string one_line(std::string_view text, std::size_t most) {
  std::string raw(text);
  cut_text(raw, 4 * most);
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size());
  std::string line;
  for (const char c : decode_text(bytes).utf8) {
    const bool blank = static_cast<unsigned char>(c) <= ' ' || c == '\x7F';
    if (!blank) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  cut_text(line, most);
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

}  // namespace bach::musicxml
