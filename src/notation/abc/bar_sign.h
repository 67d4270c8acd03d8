// Bar lines with their repeats and endings.
#pragma once

#include <cstdint>
#include <optional>

#include "notation/abc/cursor.h"

namespace bach::abc {

struct BarSign {
  bool line = false;          // there is a bar line; else only an ending
  int closes = 0;             // colons before it: the music is played that many times more
  bool opens = false;         // a repeat begins
  bool thick = false;         // double or thick: an ending stops
  bool ending = false;        // one begins
  std::uint32_t endings = 0;  // bit n: in pass n + 1; 0: without a number
};

// Any run of bar characters (4.8 of the standard asks to be liberal), "|:", ":|2", "[1", "::",
// "|]", ".|", "[1,3-5", "[\"last\"". Nothing where none stands; the cursor stays then.
std::optional<BarSign> take_bar_sign(Cursor& cursor);

// "1", "1,3", "1-3", "1.", which follow a bar line or '[': a bit for each; 0 where none stands.
std::uint32_t take_endings(Cursor& cursor);

}  // namespace bach::abc
