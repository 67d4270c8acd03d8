// The 36 movements of BWV 1007–1012 carried in the program, as ABC text (see corpus/README.md).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "score/score.h"

namespace bach {

struct Movement {
  std::string name;       // "bwv1007-1"
  std::string alias;      // "cs1-1pre", the stem of the file of the same music at jsbach.net
  std::string_view text;  // ABC
};

// All of them, suite by suite: sorted by name and by alias alike. The list lives for ever.
std::span<const Movement> movements();

// By name or alias, in either case; null when there is none.
const Movement* find_movement(std::string_view name);

// Every name and alias, for suggestions.
std::vector<std::string> movement_names();

// The movement as it sounds, repeats played: 480 ticks per quarter, cello, velocity 100.
// Fails only if the texts in the program are damaged.
Result<Score> load_movement(const Movement& movement);

// The movement as it is written, repeats and da capo folded.
Result<Score> load_written_movement(const Movement& movement);

}  // namespace bach
