// A track as layers of chords that do not overlap: what a voice of ABC can hold.
#pragma once

#include <vector>

#include "score/score.h"

namespace bach::abc {

// Notes that begin and end together.
struct Chord {
  Tick onset = 0;
  Tick end = 0;
  std::vector<std::size_t> notes;  // indices into the track's notes, lowest pitch first
};

// Each layer's chords follow one another without overlap; the first layer holds the most. A chord
// of unequal lengths and notes held under others spread over several layers.
std::vector<std::vector<Chord>> layers_of(const Track& track);

}  // namespace bach::abc
