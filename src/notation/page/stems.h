// Which way stems point.
#pragma once

#include <vector>

#include "notation/page/sheet.h"
#include "score/instruments.h"

namespace bach::notation {

// Sets `stem` of the symbols on one staff in one measure; beams must be set. Of several layers the
// even ones point up, the odd ones down. One alone points, beam by beam, away from the side its
// farthest note lies on; at equal distance, and on the middle line, down (Gould, Behind Bars, 13 f.).
void set_stems(Clef clef, std::vector<Layer>& layers);

}  // namespace bach::notation
