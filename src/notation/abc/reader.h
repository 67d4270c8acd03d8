// ABC text as scores: the subset abc_from_score() writes, described in doc/abc.md.
#pragma once

#include <string_view>

#include "base/result.h"
#include "score/score.h"

namespace bach {

// The velocity of every note read from ABC, which does not tell any.
inline constexpr std::uint8_t kAbcVelocity = 100;

// Reads one tune into 480 ticks per quarter, folded as it is written; a tune without repeats comes
// back unfolded. A voice becomes a track, in order of its V: field, with its own channel (drums'
// channel 9 left out); voices without notes become none.
// Errors name line and column: kUnsupported for ABC outside the subset, kInvalidData for text that
// is not ABC or contradicts itself (bars of voices that do not meet, an unfinished tie or tuplet).
Result<Score> score_from_abc(std::string_view text);

}  // namespace bach
