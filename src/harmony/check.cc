#include "harmony/check.h"

#include <algorithm>
#include <string>

#include "score/bars.h"
#include "score/limits.h"

namespace bach {

Status check_harmony_music(const Score& score, const std::vector<Note>& notes) {
  const auto invalid = [](const char* message) {
    return Error{ErrorCode::kInvalidData, message, {}};
  };
  if (notes.empty()) {
    return invalid("harmony: no notes but those of drums, if any; give music that has pitches");
  }
  if (score.metres.empty()) {
    return invalid(
        "harmony: the music states no metre, so there are no beats to hear chords on; "
        "add a time signature");
  }
  Tick last = 0;
  Tick sounding = 0;
  for (const Note& note : notes) {
    last = std::max(last, note.end());
    sounding += note.duration / score.ticks_per_quarter + 1;
  }
  if (sounding > kMostSoundingQuarters) {
    return Error{ErrorCode::kLimit,
                 "harmony: its notes sound " + std::to_string(sounding) +
                     " quarters in all; at most " + std::to_string(kMostSoundingQuarters) +
                     " are heard",
                 {}};
  }
  const Tick first = notes.front().onset;
  if (last - first < BarGrid(score).at(first).length) {
    return invalid("harmony: less than a bar of music; give at least one bar");
  }
  if (Status fits = check_bars(score, first, last, "harmony: "); !fits) return fits;
  return check_quarters(last - first, score.ticks_per_quarter, "harmony: ");
}

}  // namespace bach
