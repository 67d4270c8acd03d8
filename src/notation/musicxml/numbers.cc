#include "notation/musicxml/numbers.h"

#include <charconv>
#include <system_error>

namespace bach::musicxml {
namespace {

constexpr std::int64_t kMostWhole = 1'000'000'000;

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<int> whole_number(std::string_view text) {
  text = without_blanks(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> thousandths(std::string_view text) {
  text = without_blanks(text);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  bool digits = false;
  while (!text.empty() && is_digit(text.front())) {
    digits = true;
    value = 10 * value + (text.front() - '0');
    if (value > kMostWhole) return std::nullopt;
    text.remove_prefix(1);
  }
  if (text.starts_with('.')) text.remove_prefix(1);
  for (int place = 0; place < 3; ++place) {
    value *= 10;
    if (text.empty() || !is_digit(text.front())) continue;
    digits = true;
    value += text.front() - '0';
    text.remove_prefix(1);
  }
  while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
  if (!digits || !text.empty()) return std::nullopt;
  return negative ? -value : value;
}

}  // namespace bach::musicxml
