// Chords as a context of LilyPond: musicxml2ly hangs them on notes and loses those between.
#pragma once

#include <string>

#include "notation/page/sheet.h"

namespace bach::notation {

// Puts the chords of `sheet` into what musicxml2ly made of it without them: symbols as chord names
// above the staves, numerals below them. As it is where there are none, or where `ly` is not such a file.
std::string lilypond_with_chords(std::string ly, const Sheet& sheet);

}  // namespace bach::notation
