// What every score promises (score/score.h), checked.
#pragma once

#include <algorithm>

#include "fuzz/check.h"
#include "score/score.h"

namespace bach::fuzz {

template <typename Event>
void check_by_time(const std::vector<Event>& events) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    check(events[i].at >= 0, "no event before the beginning");
    check(i == 0 || events[i - 1].at <= events[i].at, "events stand by time");
  }
}

inline void check_valid(const Score& score) {
  check(score.ticks_per_quarter >= 1 && score.ticks_per_quarter <= 32767, "ticks per quarter");
  for (const Track& track : score.tracks) {
    check(!track.notes.empty(), "only tracks with notes");
    check(track.channel < 16 && track.program < 128, "channel and program");
    check(std::is_sorted(track.notes.begin(), track.notes.end()), "notes are sorted");
    for (const Note& note : track.notes) {
      check(note.onset >= 0 && note.duration > 0, "notes have a place and a length");
      check(note.end() <= score.end, "a piece ends behind its last note");
      check(note.pitch < 128 && note.velocity >= 1 && note.velocity < 128, "pitch and velocity");
    }
  }
  check_by_time(score.tempos);
  check_by_time(score.metres);
  check_by_time(score.keys);
  check_by_time(score.markers);
  for (const Metre& metre : score.metres) {
    const int d = metre.denominator;
    check(metre.numerator >= 1 && d >= 1 && d <= 128 && (d & (d - 1)) == 0, "metres");
  }
  for (const Key& key : score.keys) check(key.fifths >= -7 && key.fifths <= 7, "keys");
  for (std::size_t i = 0; i < score.sections.size(); ++i) {
    check(score.sections[i].begin <= score.sections[i].end, "sections run forward");
    check(i == 0 || score.sections[i - 1].end == score.sections[i].begin, "sections tile");
  }
  for (const int section : score.play_order) {
    check(section >= 0 && section < static_cast<int>(score.sections.size()), "play order");
  }
}

}  // namespace bach::fuzz
