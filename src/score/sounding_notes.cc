#include "score/sounding_notes.h"

#include <algorithm>

namespace bach {

SoundingNotes::SoundingNotes(const std::vector<Note>& notes) {
  Tick latest = 0;
  for (const Note& note : notes) {
    onsets_.push_back(note.onset);
    latest_ends_.push_back(latest = std::max(latest, note.end()));
  }
}

SoundingNotes::Range SoundingNotes::in(Tick begin, Tick end) const {
  const auto first = std::upper_bound(latest_ends_.begin(), latest_ends_.end(), begin);
  const auto last = std::lower_bound(onsets_.begin(), onsets_.end(), end);
  const auto from = static_cast<std::size_t>(first - latest_ends_.begin());
  return {from, std::max(from, static_cast<std::size_t>(last - onsets_.begin()))};
}

}  // namespace bach
