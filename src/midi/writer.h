// Standard MIDI Files out of events.
#pragma once

#include <cstdint>
#include <vector>

#include "midi/file.h"

namespace bach {

// Always a clean file: every status written out, every track with its end, deltas beyond 2^28 - 1
// split by empty text events (7 bytes each). Ticks of a track must not decrease, data bytes must be
// below 128, payloads shorter than 2^28 bytes, tracks at most 65535, each shorter than 4 GiB. The
// end of a track is moved behind its last event where it is not. Repairs are not written.
std::vector<std::uint8_t> write_midi(const MidiFile& file);

}  // namespace bach
