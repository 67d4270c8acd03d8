// Tracks of a score out of the channels of a MIDI file.
#pragma once

#include <string>
#include <vector>

#include "score/midi_notes.h"
#include "score/score.h"

namespace bach {

// One Track for each program of each channel, by first appearance, notes sorted; `channels` are
// those of one track of the file. Where a run's program is unknown the last change by then in
// `timelines` decides, program 0 where there is none. Names longer than 256 bytes are cut when
// several tracks share them, lest they fill the memory.
std::vector<Track> split_by_program(std::vector<ChannelNotes> channels, std::string name,
                                    const ProgramTimelines& timelines);

}  // namespace bach
