// One part, measure by measure: where its notes stand and what it says about the music.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "notation/musicxml/attributes.h"
#include "notation/musicxml/directions.h"
#include "notation/musicxml/events.h"
#include "notation/musicxml/problems.h"
#include "notation/musicxml/score_header.h"
#include "notation/musicxml/timing.h"

namespace bach::musicxml {

// What the walks of all parts share.
struct Walk {
  const Timing timing;
  const MusicXmlLimits limits;
  Problems& problems;
  Events& events;
  // Of the measure being read:
  std::optional<Metre> metre;     // that it states
  std::vector<PlacedSign> signs;  // in ticks from the first measure
  Tick bar = 0;                   // as long as the metre in force says; 0: it does not say
};

class PartWalk {
 public:
  // `header` may be null: a part that the list does not name.
  PartWalk(std::size_t part, const PartHeader* header, Walk& walk);

  // Reads a measure that begins at `begin`; `measure` may be a null node.
  Status read(pugi::xml_node measure, const Place& place, std::size_t index, Tick begin);

  // How far the last measure reached, from its beginning. A part that only rests for the whole of
  // it does not know how long it is.
  Tick length() const { return reached_ - begin_; }
  bool knows_length() const { return knows_length_; }

 private:
  Status read_element(pugi::xml_node element);
  Status read_attributes(pugi::xml_node attributes);
  Status read_divisions(pugi::xml_node divisions);
  void read_time(pugi::xml_node time);
  void read_direction_element(pugi::xml_node element);
  void place_signs(std::vector<PlacedSign> signs, Tick at);
  Status read_note(pugi::xml_node note);
  Status sound_note(pugi::xml_node note, const Cursor& begin, const Cursor& end);
  Status read_grace_note(pugi::xml_node note);
  Status move(pugi::xml_node element, int direction);
  Status check_reach(const Cursor& cursor);
  std::optional<std::int64_t> duration_of(pugi::xml_node note);
  const Instrument& instrument_of(pugi::xml_node note) const;
  std::optional<std::uint8_t> pitch_of(pugi::xml_node note, const Instrument& instrument);
  Result<int> track_of(pugi::xml_node note, const Instrument& instrument);

  Error error(ErrorCode code, const std::string& what) const {
    return error_at(place_, code, what);
  }
  void count(Problem problem) { walk_.problems.count(problem, place_); }
  Tick at(const Cursor& cursor) const { return cursor.at(walk_.timing.ticks_per_quarter); }

  const std::size_t part_;
  const PartHeader* header_;
  Walk& walk_;
  bool divisions_said_ = false;
  std::map<int, Transposition> transpositions_;  // by staff; 0: all that have none of their own
  std::map<std::string, std::map<int, int>, std::less<>> tracks_;  // by voice, then instrument
  // In the measure being read:
  Place place_;
  std::size_t measure_ = 0;
  Tick begin_ = 0;
  Tick reached_ = 0;
  bool knows_length_ = false;
  Cursor cursor_;
  std::optional<Cursor> chord_;  // where the last note began
};

}  // namespace bach::musicxml
