// Music that has got stuck.
#pragma once

#include <optional>
#include <span>

namespace bach {

struct Loop {
  int begin = 0;   // index of the first note of the loop
  int period = 0;  // notes in one turn, 1 … 8
  int turns = 0;   // whole turns
};

// The first place where a period of at most 8 notes sounds more than 6 times in a row.
std::optional<Loop> find_loop(std::span<const int> notes);

}  // namespace bach
