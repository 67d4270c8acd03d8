#include "app/music/warnings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace bach {
namespace {

constexpr std::size_t kMostOneByOne = 3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

void FileWarnings::add(std::string cause, const std::string& file, std::string line, bool counted,
                       std::uint64_t amount) {
  auto known = std::find_if(causes_.begin(), causes_.end(),
                            [&](const Cause& each) { return each.name == cause; });
  if (known == causes_.end()) {
    known = causes_.insert(causes_.end(), {std::move(cause), file, 0, 0, {}, counted});
  }
  if (known->files == 0 || known->last != file) ++known->files;
  known->last = file;
  known->amount += amount;
  // More than few are not said.
  if (known->files > kMostOneByOne) return;
  lines_.push_back({static_cast<std::size_t>(known - causes_.begin()), std::move(line)});
}

std::vector<std::string> FileWarnings::lines() const {
  std::vector<std::string> said;
  std::vector<bool> told(causes_.size());
  for (const Line& line : lines_) {
    const Cause& cause = causes_[line.cause];
    if (cause.files <= kMostOneByOne) {
      said.push_back(line.text);
    } else if (!told[line.cause] && !cause.counted) {
      const std::string amount = cause.amount > 0 ? std::to_string(cause.amount) + " " : "";
      said.push_back(std::to_string(cause.files) + " files: " + amount + cause.name +
                     "; the first is " + cause.first);
    }
    told[line.cause] = true;
  }
  return said;
}

std::string cause_of_warning(std::string_view warning) {
  // "line 12: …"
  const std::size_t colon = std::min(warning.find(": "), warning.size());
  const std::size_t begin = std::min(warning.find(' ') + 1, colon);
  const std::string_view number = warning.substr(begin, colon - begin);
  if (colon < warning.size() && !number.empty() &&
      std::all_of(number.begin(), number.end(), is_digit)) {
    warning.remove_prefix(colon + 2);
  }
  // "…: 3, first at byte 12"
  for (std::size_t at = warning.find(": "); at != std::string_view::npos;
       at = warning.find(": ", at + 1)) {
    if (at + 2 < warning.size() && is_digit(warning[at + 2])) {
      return std::string(warning.substr(0, at));
    }
  }
  return std::string(warning);
}

CountedCause counted_cause(std::string_view line) {
  CountedCause found;
  const auto read = std::from_chars(line.data(), line.data() + line.size(), found.amount);
  line.remove_prefix(static_cast<std::size_t>(read.ptr - line.data()));
  while (line.starts_with(' ')) line.remove_prefix(1);
  found.cause = std::string(line.substr(0, line.find(", by up to ")));
  if (found.amount != 1) return found;
  constexpr std::array<std::string_view, 3> kCounted = {"note ", "onset ", "bar "};
  for (const std::string_view thing : kCounted) {
    const std::size_t at = found.cause.find(thing);
    if (at == std::string::npos) continue;
    found.cause.insert(at + thing.size() - 1, "s");
    break;
  }
  return found;
}

}  // namespace bach
