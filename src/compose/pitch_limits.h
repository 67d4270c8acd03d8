// How low and how high new notes go.
#pragma once

namespace bach {

inline constexpr int kLowestCelloPitch = 36;   // C2, the lowest string
inline constexpr int kHighestCelloPitch = 81;  // A5

// MIDI note numbers, both included; at least an octave, which every ending needs.
struct PitchLimits {
  int lowest = kLowestCelloPitch;
  int highest = kHighestCelloPitch;

  bool operator==(const PitchLimits&) const = default;
};

}  // namespace bach
