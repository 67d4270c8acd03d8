// What the end of a piece remembers of its beginning.
#pragma once

#include "form/bar_notes.h"

namespace bach {

// The share, 0 … 1, of the runs of four intervals in the last quarter of the highest line that
// stand in its first quarter too, in semitones; dance by dance, all of their runs together. 0 where
// a quarter holds none.
double recall_of(const ScoreBars& music);

}  // namespace bach
