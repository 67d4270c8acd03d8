// A piece cut where it is silent, so that its passages can be played side by side.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "audio/timed_note.h"

namespace bach {

struct Passage {
  std::span<const TimedNote> notes;
  std::int64_t begin = 0;           // frames from the beginning of the piece; of the first, 0
  std::optional<std::int64_t> end;  // where the next one begins
};

// All notes, in order. A passage ends where nothing has been played for a second, but no earlier
// than half a minute after it began: each costs its synthesiser a start. Requires notes sorted by
// start.
std::vector<Passage> passages_of(std::span<const TimedNote> notes, int sample_rate_hz);

}  // namespace bach
