#include "notation/abc/text_encoding.h"

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/utf8.h"

namespace bach::abc {

std::string as_utf8_lines(std::string_view bytes) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  const std::string text =
      decode_text(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()))
          .utf8;
  std::string lines;
  lines.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\r') {
      lines += '\n';
      if (at + 1 < text.size() && text[at + 1] == '\n') ++at;
    } else {
      lines += text[at];
    }
  }
  return lines;
}

}  // namespace bach::abc
