// What stands before the music: titles, composer, the list of parts and their instruments.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace bach::musicxml {

// "Work: 2. Movement", as far as the score has them; a credit where it has no title.
std::string title_of(pugi::xml_node root);
std::string composer_of(pugi::xml_node root);

struct Instrument {
  std::uint8_t program = 0;           // General MIDI, 0-based
  bool drums = false;                 // on the drums' channel
  std::optional<std::uint8_t> pitch;  // of an unpitched note
};

struct PartHeader {
  std::string name;
  Instrument instrument;                               // of notes that name none
  std::map<std::string_view, Instrument> instruments;  // by id
};

// Parts by id. Views lead into the tree.
std::map<std::string_view, PartHeader> part_list_of(pugi::xml_node root);

}  // namespace bach::musicxml
