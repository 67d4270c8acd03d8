// A piano roll in characters.
#pragma once

#include <string>

#include "plot/picture.h"
#include "plot/roll.h"

namespace bach {

// Four columns a quarter (two, or one, where not even a bar would fit), two pitches a line. Notes
// end half a column early, so that repeated ones can be told apart. Bars are numbered above.
std::string roll_text(const Roll& roll, const TextView& view);

}  // namespace bach
