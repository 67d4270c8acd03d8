// How a note is drawn, piece by piece, for samplers of one's own that agree with ours.
#pragma once

#include <cstdint>
#include <span>

#include "base/export.h"
#include "base/result.h"
#include "compose/sampling_options.h"

namespace bach {

// The random number in [0, 1) that note `note` (from 0) of melody `output` (from 0) is drawn with.
// A function of the three alone: no draw changes another. note < 2^56.
BACH_API double uniform_of_note(std::uint64_t seed, std::uint64_t note, std::uint32_t output = 0);

// Which of `count` windows kept in a model melody `output` begins with. count > 0.
BACH_API std::uint32_t beginning_of_melody(std::uint64_t seed, std::uint32_t count,
                                           std::uint32_t output = 0);

// Draws from softmax(logits / temperature) after top_k, then min_p, then top_p; choices rank by
// logit, equal ones by index, and the first whose summed share exceeds `uniform` is taken. Returns an
// index. Minus infinity and NaN are never chosen. Errors (kInvalidArgument): no logit that may be
// chosen, a uniform not in [0, 1), options out of their ranges.
BACH_API Result<int> draw_note(std::span<const float> logits, const SamplingOptions& options,
                               double uniform);

}  // namespace bach
