// Where header and tracks of a MIDI file lie, before any event is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "midi/file.h"
#include "midi/repair.h"

namespace bach {

// Offsets are in bytes from the start of the input.
struct TrackChunk {
  std::size_t begin = 0;         // of its first event
  std::size_t limit = 0;         // no event goes beyond
  std::size_t declared_end = 0;  // by the chunk's length; may lie anywhere, even past the input
  bool at_end_of_input = false;  // nothing follows `limit`
};

struct Container {
  int format = 1;
  Division division;
  std::size_t division_offset = 0;
  std::vector<TrackChunk> tracks;  // at least one; they do not overlap
};

// Finds them, mending on the way. A track's length is believed where it leads to something that
// makes sense (another chunk, the end of the input, or just behind an end-of-track event);
// otherwise the track reaches to the next "MTrk". Errors as read_midi().
Result<Container> open_container(std::span<const std::uint8_t> bytes, Repairs& repairs);

}  // namespace bach
