// What pictures of harmony and form show of one piece at hand.
#pragma once

#include <optional>

#include "app/inspect/form.h"
#include "app/inspect/harmony.h"
#include "app/music/inputs.h"
#include "base/result.h"
#include "plot/form_map.h"
#include "plot/roll_piece.h"

namespace bach {

// Notes by whether they are of their chord, with keys and chords; `bars` as in roll_piece(), keys are
// of all bars. Errors: those of roll_piece(), with the piece's name.
Result<RollPiece> harmony_roll(const OpenedScore& opened, const HeardHarmony& heard,
                               const std::optional<BarRange>& bars);

MapPiece form_map(const OpenedScore& opened, const HeardForm& heard);

}  // namespace bach
