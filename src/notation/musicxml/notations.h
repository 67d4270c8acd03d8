// Slurs, articulations, fingerings and ornaments of a note element.
#pragma once

#include <pugixml.hpp>
#include <vector>

#include "notation/marks.h"

namespace bach::musicxml {

// Appends what stands in the notations of `note` as marks like `at`: of its track, onset, pitch.
void append_marks(pugi::xml_node note, const Mark& at, Marks& marks);

// Appends what `marks`, of one note, say to its `notations`; read back they are the same.
void write_marks(pugi::xml_node notations, const std::vector<Mark>& marks);

}  // namespace bach::musicxml
