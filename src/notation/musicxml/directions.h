// Words and signs over the staff: tempos, rehearsal marks, jumps.
#pragma once

#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "notation/musicxml/events.h"

namespace bach::musicxml {

// Where in its measure a sign counts.
enum class Anchor {
  kBegin,
  kHere,  // where it stands
  kEnd,
  kNear,  // at the beginning, or at the end where it stands there: segno and coda
};

struct PlacedSign {
  RoadSign sign;  // `at` is where it stands
  Anchor anchor = Anchor::kEnd;
};

struct DirectionMeaning {
  std::vector<PlacedSign> signs;
  std::optional<std::uint32_t> microseconds_per_quarter;
  bool bad_tempo = false;
  std::string rehearsal;
};

// Of a direction or a sound element. What is said to be played (sound) goes before what is only
// shown. `at` of the signs is 0.
DirectionMeaning read_direction(pugi::xml_node element);

// The signs of a barline, `at` 0; a location other than left and middle is right.
struct BarlineMeaning {
  std::vector<PlacedSign> signs;
  bool times_cut = false;          // a repeat of more than 8 times
  bool unnumbered_ending = false;  // one without a number from 1 to 32: played every time
};
BarlineMeaning read_barline(pugi::xml_node barline);

}  // namespace bach::musicxml
