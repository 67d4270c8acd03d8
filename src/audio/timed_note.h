// Notes in seconds: what a synthesiser plays.
#pragma once

#include <cstddef>
#include <vector>

#include "score/score.h"

namespace bach {

struct TimedNote {
  double start_seconds = 0;  // >= 0
  double end_seconds = 0;    // >= start_seconds
  int pitch = 0;             // MIDI note number 0 … 127
  int velocity = 0;          // 1 … 127
  int program = 0;           // of General MIDI, 0 … 127
};

// All notes of all tracks by the tempo map, in order of their start (then track, then pitch).
// Tracks on the drum channel (9, counted from 0) are left out: their numbers name instruments, not
// pitches. The score must be unfolded.
std::vector<TimedNote> timed_notes(const Score& score);

// The first `count` notes of the first track that is not drums, one after the other in equal steps
// at velocity 100, whatever their written lengths; all of them when count is 0.
std::vector<TimedNote> flat_notes(const Score& score, std::size_t count,
                                  double seconds_per_note = 0.3);

// How many notes stand in tracks on the drum channel.
std::size_t drum_notes(const Score& score);

}  // namespace bach
