// Beams of one voice in one measure.
#pragma once

#include <vector>

#include "notation/page/sheet.h"
#include "score/score.h"

namespace bach::notation {

// Sets `beams` of the symbols of a layer in a bar that begins at `bar_begin`: notes shorter than a
// quarter are joined within a beat (in 3/8 within the bar), plain eighths within half a bar of 4/4,
// notes shorter than an eighth within a quarter where the beat is longer. A rest ends a beam.
void set_beams(const Metre& metre, Tick bar_begin, std::vector<Symbol>& symbols);

}  // namespace bach::notation
