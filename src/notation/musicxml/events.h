// What the walk through the measures collects, in ticks from the first measure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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

enum class SignKind : std::uint8_t {
  kForward,
  kBackward,
  kEndingStart,
  kEndingStop,  // up to here: repeats
  kSegno,
  kCoda,
  kToCoda,
  kDaCapo,
  kDalSegno,
  kFine,
};

struct RoadSign {
  Tick at = 0;
  SignKind kind = SignKind::kForward;
  int times = 2;              // of a backward repeat: how often the music is played
  bool after_jump = false;    // of a backward repeat: it counts after a da capo, too
  std::uint32_t endings = 0;  // bit n: in pass n + 1
  std::string label = {};     // of segno and coda, and of what leads there

  auto operator<=>(const RoadSign&) const = default;
};

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

// A measure as long as what is in it.
struct WrittenMeasure {
  Tick begin = 0;
  Tick length = 0;
  std::optional<Metre> metre;  // the one stated in it; `at` does not count
  bool zero = false;           // numbered 0: an upbeat
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
