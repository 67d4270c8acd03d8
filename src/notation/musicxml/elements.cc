#include "notation/musicxml/elements.h"

namespace bach::musicxml {

void append_number(pugi::xml_node parent, const char* name, long long number) {
  parent.append_child(name).text().set(number);
}

void append_text(pugi::xml_node parent, const char* name, const char* text) {
  parent.append_child(name).text().set(text);
}

std::string printable(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') c = ' ';
  }
  return text;
}

}  // namespace bach::musicxml
