// Keys, metres and transpositions as MusicXML states them.
#pragma once

#include <optional>
#include <pugixml.hpp>

#include "notation/musicxml/events.h"
#include "score/score.h"

namespace bach::musicxml {

struct Transposition {
  int semitones = 0;  // from written to sounding
  int fifths = 0;     // of the key
};

// What is not said counts as 0; a transposition by more than five octaves is none.
Transposition read_transposition(pugi::xml_node transpose);

// The sounding key; `at` is 0. Nothing for keys without a place on the circle of fifths. Of
// signatures of 8 and more the enharmonic equal.
std::optional<StatedKey> read_key(pugi::xml_node key, const Transposition& transposition);

// The sum of all its beats ("3+2" eighths are 5/8); `at` is 0. Nothing for what is not a metre.
std::optional<Metre> read_metre(pugi::xml_node time);

}  // namespace bach::musicxml
