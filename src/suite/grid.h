// Puts a score on the grid of suite tokens, and says what that changed.
#pragma once

#include <string>
#include <vector>

#include "score/score.h"
#include "suite/rhythm_classes.h"

namespace bach {

struct GridScore {
  Score score;                       // kSuiteTicksPerQuarter ticks a quarter
  std::vector<std::string> changes;  // one line a cause, with counts; empty when nothing changed
  int moved = 0;                     // onsets
  Tick largest_error = 0;            // of a moved onset, ticks
  double mean_error = 0;             // over all onsets, ticks; 30 would be no relation to the beat
  std::vector<Section> left_out = {};  // silent bars, where they stood; by `begin`
};

enum class Silence { kLeftOut, kKept };

// In this order:
//  - ticks are scaled to kSuiteTicksPerQuarter, rounding to the nearest;
//  - where nine onsets in ten are exact, what is played a little beside what is written is put back
//    (score/written.h);
//  - in every quarter with an onset on neither the grid of 1/32 quarter nor that of 1/24, all
//    onsets move to the nearest place on a grid of eighths or sixths of the quarter, whichever is
//    nearer on the whole; their ends to the nearest eighth of a quarter;
//  - bars in which nothing sounds are left out, unless they are to be kept: silence is not
//    learned.
// A folded score is only scaled.
GridScore to_suite_grid(Score played, Silence silence = Silence::kLeftOut);

}  // namespace bach
