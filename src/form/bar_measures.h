// Counts over a piece's bars that tell how it repeats, moves and varies what was heard.
#pragma once

#include "form/bar_notes.h"

namespace bach {

// Shares are 0 … 1, and 0 where there is no such bar. doc/form.md has what they are in Bach.
struct BarMeasures {
  int bars = 0;        // in which a note begins
  int whole_bars = 0;  // of these
  // Of the whole bars: one of the four bars before in the same part, moved by one to four diatonic
  // steps; one attack in eight may differ, and there are three at least.
  double sequences = 0;
  // Of the whole bars: the same notes as one of the four before in the same part.
  double repeats = 0;
  // Of all bars: attacks and contour (level, a second, more; up or down) stood in an earlier bar.
  double figures = 0;
  // Entropy of the bars' attacks, in bits.
  double rhythm_bits = 0;
};

BarMeasures measure_bars(const ScoreBars& music);

}  // namespace bach
