// Single symbols of a sheet as MusicXML elements.
#pragma once

#include <pugixml.hpp>

#include "notation/page/sheet.h"

namespace bach::musicxml {

// Appends the note elements of `symbol` to `element`: one for each head, or one rest. Voices count
// from 1.
void append_symbol(pugi::xml_node element, const notation::Symbol& symbol, int voice);

}  // namespace bach::musicxml
