// What stands at notes besides pitch and length: slurs, articulations, fingerings, ornaments.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "score/score.h"

namespace bach {

enum class MarkKind : std::uint8_t {
  kSlurStart,
  kSlurStop,
  kStaccato,
  kStaccatissimo,
  kTenuto,
  kDetachedLegato,
  kAccent,
  kStrongAccent,
  kUpBow,
  kDownBow,
  kOpenString,
  kHarmonic,
  kFingering,  // `text` is the finger
  kString,     // `text` is the number of the string, "1" the highest
  kArpeggio,
  kFermata,
  kTrill,
  kMordent,
  kInvertedMordent,
  kTurn,
  kInvertedTurn,
  kGraceNote,  // of no length, before what begins at `onset`; `text` "slash": an acciaccatura
};

// A mark at the note of `track` with this onset and pitch; a grace note is not a note of the score.
struct Mark {
  int track = 0;
  Tick onset = 0;
  std::uint8_t pitch = 0;
  MarkKind kind = MarkKind::kStaccato;
  std::uint8_t number = 1;  // 1 … 16: tells slurs apart that overlap
  std::string text = {};    // UTF-8

  auto operator<=>(const Mark&) const = default;
};

// By track, onset, pitch; those of one note in the order they were written.
using Marks = std::vector<Mark>;

}  // namespace bach
