// A clef as MusicXML.
#pragma once

#include <pugixml.hpp>

#include "score/instruments.h"

namespace bach::musicxml {

// Appends <clef>. Pitches under it are those that sound, octave clefs included.
void append_clef(pugi::xml_node attributes, Clef clef);

}  // namespace bach::musicxml
