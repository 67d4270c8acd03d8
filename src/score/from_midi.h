// Music out of MIDI bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "score/score.h"

namespace bach {

struct ImportedScore {
  Score score;
  std::vector<std::string> warnings;  // what had to be repaired, one line each
  int format = 1;                     // of the file: 0, 1 or 2
};

// The notes of a Standard MIDI File, unfolded, in the file's own ticks.
//
//  - One Track for each (track of the file, channel, program in force), by first appearance. The
//    program in force is that of the last change before the note in the note's own track, else in
//    any track (on the same channel), else 0.
//  - A note-off ends the oldest note of its pitch and channel that still sounds in that track.
//    Notes that never end are closed at the end of their track; notes that end where they begin get
//    one tick; both are counted as warnings.
//  - The title is the name of the first track where that one has no notes or the format is 0.
//  - Of several tempos (metres, keys) at one tick the last one of the first track counts.
//  - Score::end is the latest end of a track or note.
//  - Film (SMPTE) time: a quarter is half a second, or a second where half a second is no whole
//    number of ticks; onsets keep their ticks. Format 2: sequences follow each other.
//
// Errors as read_midi().
Result<ImportedScore> score_from_midi(std::span<const std::uint8_t> bytes);

}  // namespace bach
