// How low and how high new notes go.
#pragma once

#include <string>

#include "base/export.h"
#include "base/result.h"

namespace bach {

// MIDI note numbers, both included; at least an octave, which every ending needs. A cello's
// (score/instruments.h) unless told.
struct PitchLimits {
  int lowest = 36;   // C2, the lowest string
  int highest = 81;  // A5

  bool operator==(const PitchLimits&) const = default;
};

// "F#3", "Bb4" as a MIDI note number; C4 = 60. Errors (kInvalidArgument) say what would do.
BACH_API Result<int> parse_pitch(const std::string& text);
// "C2-A4", the lowest and the highest. Errors likewise.
BACH_API Result<PitchLimits> parse_range(const std::string& text);
BACH_API std::string range_text(const PitchLimits& range);
// "C2" of a MIDI note number.
BACH_API std::string pitch_text(int pitch);

}  // namespace bach
