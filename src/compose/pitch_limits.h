// How low and how high new notes go.
#pragma once

#include "score/instruments.h"

namespace bach {

inline constexpr int kLowestCelloPitch = kCello.lowest;    // C2, the lowest string
inline constexpr int kHighestCelloPitch = kCello.highest;  // A5

// MIDI note numbers, both included; at least an octave, which every ending needs.
struct PitchLimits {
  int lowest = kLowestCelloPitch;
  int highest = kHighestCelloPitch;

  bool operator==(const PitchLimits&) const = default;
};

}  // namespace bach
