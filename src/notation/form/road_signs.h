// Repeats, endings and jumps as they stand in written music.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "score/score.h"

namespace bach::notation {

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

// A measure as long as what is in it.
struct WrittenMeasure {
  Tick begin = 0;
  Tick length = 0;
  std::optional<Metre> metre;  // the one stated in it; `at` does not count
  bool zero = false;           // numbered 0: an upbeat
  bool recount = false;        // it begins a bar, even where `metre` changes nothing
};

}  // namespace bach::notation
