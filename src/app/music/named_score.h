// A piece and what is known of it beside its notes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "notation/marks.h"
#include "score/score.h"

namespace bach {

// A piece as it sounds: repeats are played.
struct NamedScore {
  std::string name;  // file name without ending, or the movement's: "cs1-1pre"
  Score score;
  std::vector<std::string> warnings = {};  // what had to be mended, one line each, without the name
  std::optional<int> midi_format = {};     // 0, 1 or 2; none when it was no MIDI file
  std::string composer = {};               // where it is known
  std::optional<Score> folded = {};        // as it is written, where its text has repeats or jumps
  Marks marks = {};                        // at notes of written()

  const Score& written() const { return folded ? *folded : score; }

  bool operator==(const NamedScore&) const = default;
};

}  // namespace bach
