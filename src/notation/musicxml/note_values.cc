#include "notation/musicxml/note_values.h"

namespace bach::musicxml {

std::optional<std::int64_t> note_value(std::string_view type, int dots) {
  constexpr std::string_view kTypes[] = {"1024th", "512th", "256th",  "128th",   "64th",
                                         "32nd",   "16th",  "eighth", "quarter", "half",
                                         "whole",  "breve", "long",   "maxima"};
  constexpr int kMostDots = 4;
  std::int64_t value = 16;  // a 1024th
  for (const std::string_view known : kTypes) {
    if (known == type) {
      if (dots < 0 || dots > kMostDots) return std::nullopt;
      return 2 * value - (value >> dots);
    }
    value *= 2;
  }
  return std::nullopt;
}

}  // namespace bach::musicxml
