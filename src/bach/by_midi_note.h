// Probabilities as the public headers give them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace bach {

// From those of pitches in a row, from `lowest` up: of each MIDI note number, [128].
inline std::vector<double> by_midi_note(std::span<const double> rows, int lowest) {
  constexpr std::size_t kMidiNotes = 128;
  std::vector<double> probabilities(kMidiNotes, 0.0);
  std::copy(rows.begin(), rows.end(), probabilities.begin() + lowest);
  return probabilities;
}

}  // namespace bach
