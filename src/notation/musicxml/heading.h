// What stands in a MusicXML file before the music: titles, the page, the list of parts.
#pragma once

#include <cstddef>
#include <pugixml.hpp>
#include <string>

#include "notation/page/paper.h"
#include "notation/page/sheet.h"

namespace bach::musicxml {

// The id by which a staff's part is known: "P1", …
std::string part_id(std::size_t staff);

struct Heading {
  std::string composer;  // empty: not said
  bool several = false;  // movements: the title is the work's alone
  notation::Paper paper = notation::Paper::kA4;
};

// Appends to `root` (score-partwise) all that comes before its first part; `sheet` is the first
// movement.
void append_heading(pugi::xml_node root, const notation::Sheet& sheet, const Heading& heading);

}  // namespace bach::musicxml
