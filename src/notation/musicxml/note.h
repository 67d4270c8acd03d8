// Single symbols of a sheet as MusicXML elements.
#pragma once

#include <pugixml.hpp>

#include "notation/page/sheet.h"

namespace bach::musicxml {

struct NoteContext {
  int voice = 1;        // 1, 2, …
  bool shared = false;  // other voices stand on the staff in this measure: stems part
};

// Appends the note elements of `symbol` to `element`: one for each head, or one rest.
void append_symbol(pugi::xml_node element, const notation::Symbol& symbol,
                   const NoteContext& context);

}  // namespace bach::musicxml
