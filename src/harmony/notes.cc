#include "harmony/notes.h"

#include <algorithm>

namespace bach {

std::vector<Note> pitched_notes(const Score& score) {
  std::vector<Note> notes;
  for (const Track& track : score.tracks) {
    if (track.channel == kDrumChannel) continue;
    notes.insert(notes.end(), track.notes.begin(), track.notes.end());
  }
  std::sort(notes.begin(), notes.end());
  return notes;
}

}  // namespace bach
