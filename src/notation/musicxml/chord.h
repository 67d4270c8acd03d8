// Chord symbols and Roman numerals as MusicXML elements.
#pragma once

#include <pugixml.hpp>

#include "notation/page/measures.h"
#include "score/chord_symbol.h"

namespace bach::musicxml {

// Appends those at `at` and takes them out of `chords`.
void append_chords_at(pugi::xml_node measure, Tick at, WrittenChords& chords);

// Behind all layers: those that stand where no note begins, reached by going back and forward again.
void append_chords_between(pugi::xml_node element, const notation::Measure& measure,
                           const WrittenChords& chords);

}  // namespace bach::musicxml
