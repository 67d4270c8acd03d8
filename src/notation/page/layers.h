// A track as layers of chords that do not overlap: what one voice of notation can hold.
#pragma once

#include <cstddef>
#include <vector>

#include "score/score.h"

namespace bach::notation {

// Notes that begin and end together.
struct Chord {
  Tick onset = 0;
  Tick end = 0;
  std::vector<std::size_t> notes;  // indices into the track's notes, lowest pitch first
};

// A chord or a silence, or a part of one.
struct Event {
  Tick begin = 0;
  Tick end = 0;
  const Chord* chord = nullptr;  // null: silence
};

// Each layer's chords follow one another without overlap; the first layer holds the most. A chord
// of unequal lengths and notes held under others spread over several layers.
std::vector<std::vector<Chord>> layers_of(const Track& track);

// The same for notes that stand on one staff: of chords that overlap, the higher one comes in the
// earlier layer as far as possible. `notes` are indices into `track`, sorted.
std::vector<std::vector<Chord>> layers_by_height(const Track& track,
                                                 const std::vector<std::size_t>& notes);

// What fills [begin, end) of a layer, without gaps: chords are cut at its ends, silence stands
// between them. The events point into `layer`.
std::vector<Event> events_in(const std::vector<Chord>& layer, Tick begin, Tick end);

}  // namespace bach::notation
