// What a bar has to do with an earlier one.
#pragma once

#include <vector>

#include "form/bar_notes.h"

namespace bach {

// A bar's relation to one earlier bar.
struct BarTie {
  BarRelation relation = BarRelation::kNew;
  int source = -1;      // index of the earlier bar; −1: new
  int shift = 0;        // of a sequence: diatonic steps, ≠ 0
  double likeness = 0;  // 0 … 1: the share of notes, turns or attacks that agree

  bool operator==(const BarTie&) const = default;
};

// The strongest relation that holds between two bars, by the highest note of each attack; `source`
// is left. Only bars of one length that begin at the same place of it are compared.
//  - literal, sequence: 74 % of the notes or more at the same places, moved by the same number of
//    diatonic steps; all notes where there are fewer than four;
//  - figure: 85 % of the attacks and 80 % of the directions from one to the next;
//  - rhythm: all attacks, two at least.
// Shares are of the bar with more notes; a literal bar may differ in a quarter of them: `likeness`
// tells.
BarTie relate(const BarNotes& earlier, const BarNotes& later);

// All ties of bar `bar` to earlier ones, in the order of these, at most kFarthestSource bars back.
std::vector<BarTie> ties_of(const ScoreBars& music, int bar);
inline constexpr int kFarthestSource = 1024;

}  // namespace bach
