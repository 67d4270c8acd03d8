// What stands in a MusicXML file before the music: titles, the page, the list of parts.
#pragma once

#include <cstddef>
#include <pugixml.hpp>
#include <string>

#include "notation/page/sheet.h"

namespace bach::musicxml {

// The id by which a staff's part is known: "P1", …
std::string part_id(std::size_t staff);

// Appends to `root` (score-partwise) all that comes before its first part. `composer` may be empty.
void append_heading(pugi::xml_node root, const notation::Sheet& sheet, const std::string& composer);

}  // namespace bach::musicxml
