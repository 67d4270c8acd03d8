// Repeats read from bar signs.
#pragma once

#include <vector>

#include "base/result.h"
#include "notation/abc/voice_builder.h"
#include "score/score.h"

namespace bach::abc {

// Sets the sections and play order of `score` (notes, metres and end are there already) from the
// bar signs of one voice. Without repeats both stay empty.
// Errors (kInvalidData, with line and column): a repeat within a repeat or left open, a first
// ending without a second or the other way round.
Status read_sections(const std::vector<Sign>& signs, Score& score);

}  // namespace bach::abc
