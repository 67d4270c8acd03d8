#include "harmony/notes.h"

#include "base/make_sorted.h"

namespace bach {

std::vector<Note> pitched_notes(const Score& score) {
  std::vector<Note> notes;
  for (const Track& track : score.tracks) {
    if (track.channel == kDrumChannel) continue;
    notes.insert(notes.end(), track.notes.begin(), track.notes.end());
  }
  merge_runs(notes);
  return notes;
}

}  // namespace bach
