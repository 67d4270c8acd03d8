// Decorations: !trill!, the letters that stand for them, and what they become.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "notation/form/road_signs.h"
#include "notation/marks.h"

namespace bach::abc {

struct DecorationMeaning {
  std::optional<MarkKind> mark;
  std::string text = {};                   // of the mark
  std::optional<notation::SignKind> sign;  // segno, coda, fine, jumps
  bool known = false;                      // named by the standard (4.14)
};

// Of what stands between the exclamation marks, in either case.
DecorationMeaning decoration(std::string_view name);

// The letters H … Z, h … z and ~ of one tune, and what they stand for.
class DecorationLetters {
 public:
  DecorationLetters();
  // "T = !trill!": the value of a U: field. False when it is none.
  bool redefine(std::string_view field);
  // "" where the letter stands for nothing.
  const std::string& of(char letter) const {
    return names_[static_cast<unsigned char>(letter) & 127];
  }

 private:
  std::array<std::string, 128> names_;
};

}  // namespace bach::abc
