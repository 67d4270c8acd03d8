#include "notation/abc/fields.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "notation/page/note_values.h"

namespace bach::abc {
namespace {

// "a/b" with both in 1 … 1024.
std::optional<std::pair<int, int>> parse_fraction(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto top = parse_number(text.substr(0, slash));
  const auto bottom = parse_number(text.substr(slash + 1));
  if (!top || !bottom || *top < 1 || *bottom < 1 || *top > 1024 || *bottom > 1024)
    return std::nullopt;
  return std::pair(*top, *bottom);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::optional<int> parse_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > 1000000) {
    return std::nullopt;
  }
  return value;
}

std::optional<Metre> parse_metre(std::string_view text) {
  text = trimmed(text);
  if (text == "C") return Metre{0, 4, 4};
  if (text == "C|") return Metre{0, 2, 2};
  const auto fraction = parse_fraction(text);
  if (!fraction) return std::nullopt;
  const auto [numerator, denominator] = *fraction;
  if (numerator > 255 || denominator > 128 || (denominator & (denominator - 1)) != 0)
    return std::nullopt;
  return Metre{0, numerator, denominator};
}

std::optional<Key> parse_key(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return std::nullopt;
  static constexpr std::string_view kLetters = "FCGDAEB";
  const std::size_t place = kLetters.find(text[0]);
  if (place == std::string_view::npos) return std::nullopt;
  Key key;
  key.fifths = static_cast<int>(place) - 1;
  std::size_t at = 1;
  if (at < text.size() && (text[at] == '#' || text[at] == 'b')) {
    key.fifths += text[at] == '#' ? 7 : -7;
    ++at;
  }
  std::string_view mode = trimmed(text.substr(at));
  mode = mode.substr(0, mode.find(' '));
  if (mode.find('=') != std::string_view::npos) mode = {};  // a clef, not a mode
  std::string lower(mode.substr(0, 3));
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (mode == "m" || lower == "min") {
    key.mode = Mode::kMinor;
    key.fifths -= 3;
  } else if (!mode.empty() && lower != "maj") {
    return std::nullopt;
  }
  if (key.fifths < -7 || key.fifths > 7) return std::nullopt;
  return key;
}

std::optional<Tick> parse_unit_length(std::string_view text) {
  const auto fraction = parse_fraction(trimmed(text));
  if (!fraction) return std::nullopt;
  const Tick whole = Tick{4} * notation::kTicksPerQuarter * fraction->first;
  if (whole % fraction->second != 0) return std::nullopt;
  return whole / fraction->second;
}

std::optional<std::uint32_t> parse_tempo(std::string_view text) {
  text = trimmed(text);
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  const auto beat = parse_unit_length(text.substr(0, equals));
  const auto beats = parse_number(trimmed(text.substr(equals + 1)));
  if (!beat || !beats || *beats < 1) return std::nullopt;
  const Tick per_beat = (Tick{60000000} + *beats / 2) / *beats;
  return static_cast<std::uint32_t>(
      std::clamp<Tick>(per_beat * notation::kTicksPerQuarter / *beat, 1, 0xFFFFFF));
}

}  // namespace bach::abc
