// Bars that go round in circles.
#pragma once

#include <span>
#include <vector>

#include "form/bar_notes.h"

namespace bach {

inline constexpr int kLongestPeriod = 4;  // bars

// Note for note, at the same places of bars as long; no notes are like nothing.
bool same_notes(const BarNotes& a, const BarNotes& b);

// Bars in a row of `bars`, none of them empty, each the same notes as the one `period` before;
// indices are into `bars`. Of overlapping cycles the longest is kept, of those as long the one of
// the shortest period; by first_bar.
std::vector<LiteralCycle> cycles_in(std::span<const BarNotes> bars);

// The cycles of a score cut into `music`. Of a dance, where two parts or more are all repeated,
// each part is looked at by itself; anything else is one stream, in which repeat signs are played,
// and indices name the bar that sounds.
std::vector<LiteralCycle> cycles_of(const Score& score, const ScoreBars& music);

}  // namespace bach
