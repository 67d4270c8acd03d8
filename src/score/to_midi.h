// Music into MIDI bytes.
#pragma once

#include <cstdint>
#include <vector>

#include "score/score.h"

namespace bach {

// A Standard MIDI File of format 1: a first track with title, tempos, metres, keys and markers,
// then one track for each of score.tracks with its name, program and notes. Explicit note-offs,
// those before note-ons at the same tick. `score` must be unfolded (play_order empty), in the
// ranges that score.h gives; numerators up to 255, tempos below 2^24 microseconds, at most
// 65534 tracks (all MIDI can count).
//
// score_from_midi() gives the same score back, but for what MIDI cannot say: when notes of one
// pitch overlap in a track, the one that begins first also ends first; and markers without text are
// dropped. Scores that come from score_from_midi() have no others.
std::vector<std::uint8_t> midi_from_score(const Score& score);

}  // namespace bach
