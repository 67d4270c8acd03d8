#include "plot/text_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/utf8.h"

namespace bach {
namespace {

// Of the 256 colours of terminals, those near Okabe's and Ito's that stand out from black and from
// white.
constexpr std::array<int, 6> kSeriesColours = {32, 166, 36, 175, 178, 74};

}  // namespace

std::string painted(const std::string& text, std::size_t series, const TextView& view) {
  if (!view.colour || text.empty()) return text;
  return "\x1b[38;5;" + std::to_string(kSeriesColours[series % kSeriesColours.size()]) + "m" +
         text + "\x1b[0m";
}

std::string bar_text(double length) {
  constexpr std::array<const char*, 8> kParts = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto eighths = static_cast<std::size_t>(std::lround(std::max(0.0, length) * 8));
  return repeated("█", eighths / 8) + kParts[eighths % 8];
}

std::size_t columns_of(const std::string& utf8) { return characters_of(utf8); }

std::string padded_left(const std::string& utf8, std::size_t columns) {
  return std::string(columns - std::min(columns, columns_of(utf8)), ' ') + utf8;
}

std::string padded_right(const std::string& utf8, std::size_t columns) {
  return utf8 + std::string(columns - std::min(columns, columns_of(utf8)), ' ');
}

std::string repeated(const std::string& character, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += character;
  return text;
}

}  // namespace bach
