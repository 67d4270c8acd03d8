// What the walk through the measures collects, in ticks from the first measure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "notation/form/road_signs.h"
#include "notation/marks.h"
#include "notation/musicxml/problems.h"
#include "score/score.h"

namespace bach::musicxml {

// A note head: tied ones become one note (tracks.h).
struct NoteHead {
  Tick onset = 0;
  Tick duration = 0;  // > 0
  std::int32_t track = 0;
  std::uint16_t part = 0;
  std::uint8_t pitch = 0;  // as it sounds
  bool tied_from = false;
  bool tied_to = false;
  std::uint32_t measure = 0;  // index
};

using notation::RoadSign;
using notation::SignKind;
using notation::WrittenMeasure;

// An event stated by a part. Of several at one tick the last one of the first part counts.
template <typename Event>
struct Stated {
  std::size_t part = 0;
  Event event;
};

struct StatedKey {
  Tick at = 0;
  int fifths = 0;
  std::optional<Mode> mode;
};

struct Events {
  std::vector<NoteHead> heads;
  Marks marks;
  std::vector<RoadSign> signs;
  std::vector<Stated<Tempo>> tempos;
  std::vector<Stated<StatedKey>> keys;
  std::vector<Marker> markers;
  std::vector<WrittenMeasure> measures;
  std::vector<Track> tracks;             // without their notes, by first appearance
  std::vector<std::size_t> track_parts;  // the part each is of
};

}  // namespace bach::musicxml
