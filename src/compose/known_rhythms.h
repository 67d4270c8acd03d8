// Which rhythms would have a bar go on as an earlier one did.
#pragma once

#include <vector>

#include "score/score.h"
#include "suite/features.h"

namespace bach {

// For the note to come, whose bar has had the attacks of some earlier whole bars so far: how long
// after it each of these had its next attack, or its end. In no order, some perhaps twice.
std::vector<Tick> known_gaps(const suite::NoteView& note);

}  // namespace bach
