// Music that begins within a bar.
#pragma once

#include "notation/marks.h"
#include "score/score.h"

namespace bach::notation {

// Everything `by` ticks later, so that silence stands before it; what holds from the beginning
// holds in that silence, too. Metres and keys stay where they are.
void delay(Tick by, Score& score, Marks& marks);

}  // namespace bach::notation
