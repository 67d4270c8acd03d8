#include "notation/abc/macros.h"

#include <algorithm>

#include "notation/abc/words.h"

namespace bach::abc {
namespace {

constexpr std::size_t kMostMacros = 256;
constexpr std::size_t kLongestTarget = 31;
constexpr std::size_t kLongestText = 200;
constexpr std::size_t kMostGrowth = std::size_t{1} << 20;
constexpr std::string_view kNotes = "CDEFGABcdefgab";

// `letter` moved by `steps` of the scale, with octave marks.
std::string moved(char letter, int steps) {
  const int place = static_cast<int>(kNotes.find(letter)) + steps;
  if (place < 0) return std::string(1, kNotes[static_cast<std::size_t>(place + 7)]) + ',';
  if (place >= 14) return std::string(1, kNotes[static_cast<std::size_t>(place - 7)]) + '\'';
  return std::string(1, kNotes[static_cast<std::size_t>(place)]);
}

}  // namespace

bool Macros::define(std::string_view field) {
  const std::size_t equals = field.find('=');
  if (equals == std::string_view::npos || macros_.size() == kMostMacros) return false;
  Macro macro{std::string(trimmed(field.substr(0, equals))),
              std::string(trimmed(field.substr(equals + 1)))};
  if (macro.target.empty() || macro.target.size() > kLongestTarget) return false;
  if (macro.text.size() > kLongestText) return false;
  macro.note = macro.target.find('n');
  const auto longer = [&](const Macro& other) { return other.target.size() < macro.target.size(); };
  macros_.insert(std::find_if(macros_.begin(), macros_.end(), longer), std::move(macro));
  return true;
}

std::size_t Macros::match(const Macro& macro, std::string_view line, char& letter) {
  letter = '\0';
  if (line.size() < macro.target.size()) return 0;
  for (std::size_t i = 0; i < macro.target.size(); ++i) {
    if (i == macro.note) {
      letter = line[i];
      if (kNotes.find(letter) == std::string_view::npos) return 0;
    } else if (line[i] != macro.target[i]) {
      return 0;
    }
  }
  return macro.target.size();
}

bool Macros::expand(std::string& line) {
  std::string expanded;
  bool quoted = false;
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] == '"') quoted = !quoted;
    std::size_t taken = 0;
    for (const Macro& macro : macros_) {
      char letter = '\0';
      taken = quoted ? 0 : match(macro, std::string_view(line).substr(at), letter);
      if (taken == 0) continue;
      for (const char c : macro.text) {
        const bool relative = letter != '\0' && c >= 'h' && c <= 'z';
        expanded += relative ? moved(letter, c - 'n') : std::string(1, c);
      }
      break;
    }
    if (taken == 0) expanded += line[at];
    at += std::max<std::size_t>(taken, 1);
    if (expanded.size() > line.size() + kMostGrowth) return false;
  }
  const std::size_t growth = expanded.size() - std::min(line.size(), expanded.size());
  if (growth_ + growth > kMostGrowth) return false;
  growth_ += growth;
  line = std::move(expanded);
  return true;
}

}  // namespace bach::abc
