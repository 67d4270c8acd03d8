#include "notation/musicxml/clef.h"

#include <array>

#include "notation/musicxml/elements.h"
#include "notation/page/clefs.h"

namespace bach::musicxml {

void append_clef(pugi::xml_node attributes, Clef clef) {
  const notation::ClefSign sign = notation::sign_of(clef);
  pugi::xml_node element = attributes.append_child("clef");
  append_text(element, "sign", std::array<char, 2>{sign.letter, '\0'}.data());
  append_number(element, "line", sign.line);
  if (sign.octaves != 0) append_number(element, "clef-octave-change", sign.octaves);
}

}  // namespace bach::musicxml
