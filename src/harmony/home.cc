#include "harmony/home.h"

#include <algorithm>

#include "score/in_force.h"
#include "score/key_estimate.h"

namespace bach {

Key home_key(const Score& score, std::span<const Note> notes, Tick begin, Tick end) {
  Key estimated = estimate_key(notes, BarGrid(score), begin, end);
  estimated.at = begin;
  const Key* stated = in_force_or_first(score.keys, begin);
  if (stated == nullptr) return estimated;
  // Stated a little behind the upbeat of the dance.
  for (const Key& key : score.keys) {
    const Tick bar = Tick{4} * score.ticks_per_quarter;
    if (key.at > begin && key.at < std::min(end, begin + bar) && stated->at < begin) stated = &key;
  }
  Key home = *stated;
  home.at = begin;
  if (home.fifths == estimated.fifths) {
    home.mode = home.mode == Mode::kMinor ? Mode::kMinor : estimated.mode;
    return home;
  }
  // The lowest note of the last chord is the tonic of what is meant.
  const Note* last = nullptr;
  for (const Note& note : notes) {
    if (note.onset < begin || note.onset >= end) continue;
    if (last == nullptr || note.end() > last->end() ||
        (note.end() == last->end() && note.pitch < last->pitch)) {
      last = &note;
    }
  }
  return last != nullptr && last->pitch % 12 == tonic_of(home) ? home : estimated;
}

}  // namespace bach
