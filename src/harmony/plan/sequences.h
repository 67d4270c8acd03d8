// Bars whose chords are those of the bar before, moved.
#pragma once

#include <span>
#include <vector>

#include "harmony/plan/labels.h"
#include "harmony/plan/section.h"

namespace bach {

inline constexpr int kNotMoved = -1;

// Of each bar by how many semitones its roots lie above those of the bar before, beat by beat, 0 …
// 11; kNotMoved where they do not all alike, where a bar has but one root, or is not whole. Bars
// count from PlanBeat::bar 0.
std::vector<int> moved_bars(std::span<const PlanBeat> beats, std::span<const PlanLabel> labels);

}  // namespace bach
