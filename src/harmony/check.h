// Whether there is music to hear harmony in.
#pragma once

#include <vector>

#include "base/result.h"
#include "score/score.h"

namespace bach {

// `notes` are those of the score but drums, sorted. Errors as find_harmony().
Status check_harmony_music(const Score& score, const std::vector<Note>& notes);

}  // namespace bach
