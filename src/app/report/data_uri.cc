#include "app/report/data_uri.h"

#include <string_view>

#include "base/base64.h"

namespace bach {

std::string svg_uri(std::span<const std::uint8_t> svg) {
  static constexpr std::string_view kMeaning = "\"#%&'<>\\^`{|}";
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string uri = "data:image/svg+xml,";
  uri.reserve(uri.size() + svg.size() + svg.size() / 8);
  for (const std::uint8_t byte : svg) {
    const char c = static_cast<char>(byte);
    if (byte < 0x20 && byte != 0) {  // between elements and attributes one is like another
      uri += ' ';
    } else if (byte >= 0x7F || byte == 0 || kMeaning.find(c) != std::string_view::npos) {
      uri += '%';
      uri += kDigits[byte >> 4];
      uri += kDigits[byte & 15];
    } else {
      uri += c;
    }
  }
  return uri;
}

std::string sound_uri(std::span<const std::uint8_t> ogg) {
  return "data:audio/ogg;base64," + base64_text(ogg);
}

}  // namespace bach
