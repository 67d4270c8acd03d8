// The road map of a tune: where its bars and repeats begin and end.
#pragma once

#include <string>
#include <vector>

#include "score/score.h"

namespace bach::abc {

// A stretch of music between two bar signs; every voice is written stretch by stretch.
struct Stretch {
  Tick begin = 0;
  Tick end = 0;
  std::string opening;    // what stands before it: "", "|:"
  std::string closing;    // what stands after it: "|", ":|", "|1", ":|2", "||", "|]"
  bool new_line = false;  // a section begins here
  bool silent = false;    // the part of the first bar before the music begins
};

struct Plan {
  Score score;  // 480 ticks a quarter, any da capo written out
  std::vector<Stretch> stretches;
};

// `score` in written form with its times multiplied to 480 ticks a quarter (rounded down where that
// is not whole), its da capo appended, and the signs between its stretches.
Plan plan_of(const Score& score);

}  // namespace bach::abc
