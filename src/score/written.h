// What a player or sequencer shortened or spread, put back to what is written.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "score/score.h"

namespace bach {

struct WrittenChange {
  int track = 0;
  std::size_t note = 0;  // index into the played track's notes
  Note played;
  Note written;
};

struct Written {
  Score score;
  std::vector<WrittenChange> changes;  // by (track, note)
};

// Moves onsets that stand up to 1/120 of a quarter beside the grid of 1/8 quarter onto it, and
// gives notes that are played a little shorter than a written value that value. Notes already on
// the grid and of a written value are not touched.
Written snap_to_written(const Score& played);

}  // namespace bach
