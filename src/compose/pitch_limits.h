// How low and how high new notes go.
#pragma once

namespace bach {

// MIDI note numbers, both included; at least an octave, which every ending needs. A cello's
// (score/instruments.h) unless told.
struct PitchLimits {
  int lowest = 36;   // C2, the lowest string
  int highest = 81;  // A5

  bool operator==(const PitchLimits&) const = default;
};

}  // namespace bach
