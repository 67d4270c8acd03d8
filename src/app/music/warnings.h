// What is said of many files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bach {

// Gathers what there is to say of files, and says it once a cause where a cause has more than three of them.
class FileWarnings {
 public:
  // `line` is what is said where few files have the cause. Of a cause that something else counts, more
  // lines say nothing. `amount` of things a file has it of; they are added up: "5 files: 12 notes left out".
  void add(std::string cause, const std::string& file, std::string line, bool counted = false,
           std::uint64_t amount = 0);
  // In the order in which they, or the first of each cause, were added.
  std::vector<std::string> lines() const;

 private:
  struct Cause {
    std::string name;
    std::string first;  // file
    std::size_t files = 0;
    std::uint64_t amount = 0;
    std::string last;  // file
    bool counted = false;
  };
  struct Line {
    std::size_t cause;
    std::string text;
  };
  std::vector<Cause> causes_;
  std::vector<Line> lines_;
};

// What a reader's warning says but for its place and numbers: of "line 3: bars too long: 2, first in bar 7",
// "bars too long".
std::string cause_of_warning(std::string_view warning);

// The same of a line that begins with a number: of "1 note moved, by up to 3 ticks" "notes moved" and 1.
struct CountedCause {
  std::string cause;
  std::uint64_t amount = 0;
};
CountedCause counted_cause(std::string_view line);

}  // namespace bach
