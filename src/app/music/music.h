// Pieces read and kept, for tasks that need several at once.
#pragma once

#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "score/score.h"

namespace bach {

struct MusicPiece {
  std::string name;  // see piece_name()
  std::string path;  // as open_score() took it
  Score score;       // as it sounds
};

struct Music {
  std::vector<MusicPiece> pieces;  // by name, then path
  std::vector<std::string>
      warnings;  // one line each, or one a cause: skipped and why, repaired; how many and why
};

// Reads everything expand_inputs() finds behind `inputs`. What cannot be read or has no notes is
// skipped with a warning; the only input, when it cannot be read, is an error, and so is no music
// at all.
Result<Music> read_music(const std::vector<std::string>& inputs, const ProgressCallback& progress,
                         const Cancellation& cancellation);

// Whether they are called the same or have the same notes.
bool same_music(const MusicPiece& a, const MusicPiece& b);

}  // namespace bach
