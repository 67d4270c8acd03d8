// Which accidentals have to be shown.
#pragma once

#include <vector>

#include "notation/page/sheet.h"

namespace bach::notation {

// Sets `accidental` of the heads on one staff in one measure: a head shows its accidental where it
// differs from the last one shown at the same height or, without any, from the key signature. An
// accidental counts for its own octave to the end of the measure; tied notes have none.
void set_accidentals(int fifths, std::vector<Layer>& layers);

}  // namespace bach::notation
