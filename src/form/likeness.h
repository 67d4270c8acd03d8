// How alike two bars are, whatever their pitches.
#pragma once

#include "form/bar_notes.h"

namespace bach {

// 0 … 1: the mean of the share of attacks that both have, among those of either, and of the share
// of alike turns: from one such attack to the next both lines rise, fall or stay. Where the fuller
// bar has one attack only the first counts. Bars of different metres are not alike at all.
double bar_likeness(const BarNotes& a, const BarNotes& b);

// Fills in what parts of `music` have of the first part of their dance: likeness of their first
// whole bars (or, without one, first bars), and of the last bars in which a note begins.
void compare_parts(ScoreBars& music);

}  // namespace bach
