// The notes that make harmony.
#pragma once

#include <vector>

#include "score/score.h"

namespace bach {

// All notes but those of drums, of all tracks together, sorted.
std::vector<Note> pitched_notes(const Score& score);

}  // namespace bach
