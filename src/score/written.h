// What a player or sequencer spread or shortened, put back to what is written.
#pragma once

#include <cstddef>
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

// Expects a sequence entered step by step, with a few exceptions; it is not a quantiser of live
// playing.
//  - An onset that stands neither on the grid of 1/32 quarter nor on that of 1/24, but at most 1/40
//    beside that of 1/8, is moved onto the latter: the notes of a rolled chord.
//  - A duration that is not a written value gets the next longer one, if that is at most 1/24 quarter
//    longer. Written values are the multiples of 1/8 quarter; 1/32, 1/16, 3/32 and 3/16; and two
//    thirds of a quarter doubled or halved, 1/24 at the least.
// Everything else stays as it is; so does all of a score whose quarter is not a multiple of 96 ticks.
// Notes stay sorted, and `end` is not before the last note's end.
Written snap_to_written(Score played);

}  // namespace bach
