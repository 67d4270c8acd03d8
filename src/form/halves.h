// What the second half of a bar has of its first.
#pragma once

#include "form/bar_notes.h"

namespace bach {

// Of a whole bar, by the highest note of each attack. The rhythm: both halves have the same attacks,
// two at least; the figure: three at least, and four in five of the directions from one to the next.
BarHalves halves_of(const BarNotes& bar);

}  // namespace bach
