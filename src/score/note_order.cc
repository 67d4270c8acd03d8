#include "score/note_order.h"

#include <algorithm>
#include <cstddef>

#include "base/make_sorted.h"

namespace bach {

std::vector<PlacedNote> notes_in_order(const Score& score) {
  constexpr Tick kMostOnset = Tick{1} << 55;
  std::size_t count = 0;
  for (const Track& track : score.tracks) count += track.notes.size();
  std::vector<PlacedNote> placed;
  placed.reserve(count);
  std::uint32_t track_number = 0;
  for (const Track& track : score.tracks) {
    std::uint32_t number = 0;
    for (const Note& note : track.notes) {
      const Tick onset = std::min(note.onset, kMostOnset);
      placed.push_back({onset * kAttackPitches + note.pitch, track_number, number++});
    }
    ++track_number;
  }
  merge_runs(placed, [](const PlacedNote& a, const PlacedNote& b) { return a.attack < b.attack; });
  return placed;
}

}  // namespace bach
