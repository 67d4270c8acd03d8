// The music carried in the program as ABC text (see corpus/README.md): Bach's suites for cello, his
// sonatas and partitas for violin, and pieces of his for keyboard, lute and flute.
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

struct MovementSet {
  std::string_view name;  // "cello"
  std::span<const Movement> movements;
};

// "cello", "violin" and "keyboard". All lists here live for ever.
std::span<const MovementSet> movement_sets();
// By name, in either case; null when there is none.
const MovementSet* find_movement_set(std::string_view name);

// The 36 of BWV 1007–1012, meant where no music is named: sorted by name and by alias alike.
std::span<const Movement> cello_movements();
// Those for cello and for violin, in this order: solos for strings.
std::span<const Movement> string_movements();
// Those of all sets, one after the other, each by number of the work.
std::span<const Movement> all_movements();

// By name or alias, in either case; null when there is none.
const Movement* find_movement(std::string_view name);

// Every name and alias, for suggestions, and the names of the sets.
std::vector<std::string> movement_names();

// The movement as it sounds, repeats played: 480 ticks per quarter, velocity 100.
// Fails only if the texts in the program are damaged.
Result<Score> load_movement(const Movement& movement);

// The movement as it is written, repeats and da capo folded.
Result<Score> load_written_movement(const Movement& movement);

}  // namespace bach
