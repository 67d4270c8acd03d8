// Single symbols of a sheet as MusicXML elements.
#pragma once

#include <pugixml.hpp>

#include "notation/page/sheet.h"

namespace bach::musicxml {

struct NoteContext {
  int voice = 1;        // 1, 2, …
  bool shared = false;  // other voices stand on the staff in this measure: stems part
};

// Appends the note elements of `symbol` to `measure`: one for each head, or one rest.
void append_symbol(pugi::xml_node measure, const notation::Symbol& symbol,
                   const NoteContext& context);

// <NAME>NUMBER</NAME>, <NAME>TEXT</NAME>.
void append_number(pugi::xml_node parent, const char* name, long long number);
void append_text(pugi::xml_node parent, const char* name, const char* text);

}  // namespace bach::musicxml
