// The form of a piece as a musician would say it: A and B, how many bars, in which order.
#pragma once

#include <string>
#include <vector>

#include "score/score.h"

namespace bach {

// One part of the written music. First and second endings and a separate first upbeat belong to
// the part they serve.
struct Part {
  char name = 'A';        // 'A' … 'Z', then 'a' … 'z', then '?'
  Section written;        // from its first section's begin to its last section's end
  Section statement;      // its first statement, upbeat and first ending and all
  int first_section = 0;  // the sections are [first_section, last_section]
  int last_section = 0;
  int bars = 0;     // bar lines in the first statement: its bars, the upbeat not counted
  Tick upbeat = 0;  // before the first bar line, 0 when it begins on one
  // 1 in the second dance of a pair (minuet II): the parts of the first are played again, each once,
  // after all of its own. 0 else.
  int dance = 0;
};

struct Form {
  std::vector<Part> parts;  // in written order
  std::string pattern;      // as played, one letter a statement: "A", "AABB", "AABBCCDDAB"
};

// Of a folded score. An unfolded one (no sections) is one part, played once.
Form form_of(const Score& folded);

}  // namespace bach
