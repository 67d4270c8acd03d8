// How many bars later a piece can come again at all.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "score/bars.h"
#include "score/passages.h"

namespace bach {

// The distances p in bars, falling, at least `least`, of which Passages::alike() may hold: of p − 1 bars and
// those p bars later, which end at most a bar behind the piece; with `percent`, 50 … 99. Of every other p it
// does not. Nothing where a bar is not as long as the first. Requires !passages.empty().
std::optional<std::vector<std::int64_t>> bar_distances(const BarGrid& bars,
                                                       const Passages& passages, int percent,
                                                       std::int64_t least);

}  // namespace bach
