// The measures of one movement as MusicXML elements.
#pragma once

#include <cstddef>
#include <pugixml.hpp>
#include <string>

#include "notation/page/sheet.h"
#include "score/bars.h"
#include "score/chord_symbol.h"

namespace bach::musicxml {

// Where a movement stands in its file.
struct MovementPlace {
  bool alone = true;          // no other one in the file
  bool first = true;          // of the file
  bool last = true;           // of the file
  std::string heading;        // above its first bar; empty: none
  std::string label;          // names the jumps within it, unless it is alone
  std::string earlier_label;  // of the movement before it, when that jumps here from its da capo
};

// Whether the last measure sends the player back to the beginning.
bool has_da_capo(const notation::Sheet& sheet);

class MeasureWriter {
 public:
  // `sheet` has to outlive this.
  MeasureWriter(const notation::Sheet& sheet, MovementPlace place);

  // Appends all measures of `staff` to `part`. A movement that is not the first begins on a page of
  // its own and states key and metre again; its bars count from 1 (an upbeat is 0).
  void write(pugi::xml_node part, std::size_t staff) const;

 private:
  void write_measure(pugi::xml_node part, std::size_t staff, std::size_t s) const;
  std::string measure_number(std::size_t s) const;
  void write_print(pugi::xml_node element, std::size_t s) const;
  void write_left_barline(pugi::xml_node element, std::size_t s) const;
  void write_right_barline(pugi::xml_node element, std::size_t s) const;
  void write_attributes(pugi::xml_node element, std::size_t staff, std::size_t s) const;
  void write_words(pugi::xml_node element, std::size_t s, const Metre& metre) const;
  void write_layers(pugi::xml_node element, std::size_t staff, std::size_t s) const;
  WrittenChords chords_of(std::size_t staff, const notation::Measure& measure) const;
  void write_jumps(pugi::xml_node element, const notation::Measure& measure) const;
  void write_silent_jumps(pugi::xml_node element, std::size_t s) const;
  const Key& key_at(Tick tick) const;
  bool begins_with(std::size_t s, Tick at) const;
  bool begins_with_marker(std::size_t s) const;
  std::string name_of_first_part() const;

  const notation::Sheet& sheet_;
  const MovementPlace place_;
  const BarGrid grid_;
  const bool da_capo_;
};

}  // namespace bach::musicxml
