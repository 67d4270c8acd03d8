#include "compose/plan_words.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/utf8.h"

namespace bach {
namespace {

bool is_between_words(char c) { return c == ' ' || c == '\t' || c == '\r'; }

}  // namespace

std::vector<std::string_view> plan_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && !is_between_words(text[end])) ++end;
    if (end > at) words.push_back(text.substr(at, end - at));
    at = std::max(end, at + 1);
  }
  return words;
}

std::string_view plan_trimmed(std::string_view text) {
  while (!text.empty() && is_between_words(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_between_words(text.back())) text.remove_suffix(1);
  return text;
}

std::string plan_quoted(std::string_view word) {
  constexpr std::size_t kShown = 24;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(word.data());
  const bool utf8 = is_utf8(std::span(bytes, word.size()));
  std::string shown(word);
  for (char& c : shown) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < ' ' || byte == 0x7F || (byte >= 0x80 && !utf8)) c = '?';
  }
  cut_text(shown, kShown);
  return "'" + shown + (word.size() > kShown ? "…'" : "'");
}

std::vector<PlanLine> plan_lines(std::string_view text) {
  std::vector<PlanLine> lines;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = plan_trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.front() != '#') lines.push_back({number, line});
  }
  return lines;
}

}  // namespace bach
