// m: fields (9 of the standard): text that stands for other text in the music.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bach::abc {

class Macros {
 public:
  // "~G2 = {A}G{F}G", or for any note "~n3 = n/o/n/ m2". False when it is none, or there are more
  // than 256, or it is longer than the standard allows (200).
  bool define(std::string_view field);
  bool empty() const { return macros_.empty(); }
  // A line of music with them put in, from the left, the longest first, none within another's text.
  // False when all lines together have become more than a megabyte longer; `line` stays then.
  bool expand(std::string& line);

 private:
  struct Macro {
    std::string target, text;
    std::size_t note = std::string::npos;  // where in `target` 'n' stands for any note
  };
  // Bytes of `line` at `at` that are this target; 0: none. `letter` is the note it is for.
  static std::size_t match(const Macro& macro, std::string_view line, char& letter);

  std::vector<Macro> macros_;  // longest targets first
  std::size_t growth_ = 0;
};

}  // namespace bach::abc
