// The words of a plan's text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bach {

// Parted by blanks.
std::vector<std::string_view> plan_words(std::string_view text);

// Without blanks at both ends.
std::string_view plan_trimmed(std::string_view text);

// "'iq7'": short, on one line, fit for a message.
std::string plan_quoted(std::string_view word);

struct PlanLine {
  int number = 0;         // from 1
  std::string_view text;  // trimmed, not empty
};

// But for empty ones and those that begin with #.
std::vector<PlanLine> plan_lines(std::string_view text);

}  // namespace bach
