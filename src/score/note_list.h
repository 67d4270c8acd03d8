// A score's notes as text, to compare and to hash.
#pragma once

#include <string>

#include "score/score.h"

namespace bach {

// One line per note, track by track: "track onset duration pitch", in ticks.
std::string note_list(const Score& score);

}  // namespace bach
