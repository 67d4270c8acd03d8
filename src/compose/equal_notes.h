// Pitches as the simplest of pieces: one cello, one note after another, all of one length.
#pragma once

#include <span>
#include <string>

#include "score/score.h"

namespace bach {

// Eighth notes at quarter = 100 (0.3 s each), General MIDI Cello, velocity 100, 4/4. `pitches` are
// MIDI note numbers.
Score score_of_equal_notes(std::span<const int> pitches, const std::string& title);

}  // namespace bach
