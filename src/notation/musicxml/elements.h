// Elements that hold a number or a text.
#pragma once

#include <pugixml.hpp>
#include <string>

namespace bach::musicxml {

// <NAME>NUMBER</NAME>, <NAME>TEXT</NAME>.
void append_number(pugi::xml_node parent, const char* name, long long number);
void append_text(pugi::xml_node parent, const char* name, const char* text);

// `text` with spaces for control characters, which XML 1.0 has no room for.
std::string printable(std::string text);

}  // namespace bach::musicxml
