// What the meta events of a MIDI file say about the music.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "midi/repair.h"
#include "score/score.h"

namespace bach {

// Of one track of the file, in its order.
struct TrackMeta {
  std::string name;  // the first that is not empty
  std::vector<Tempo> tempos;
  std::vector<Metre> metres;
  std::vector<Key> keys;
  std::vector<Marker> markers;
};

// Adds what a meta event of this type says; types without a place in a score are passed over.
// Impossible values are repaired or left out, and counted:
//  - tempo: three bytes, not 0;
//  - metre: a numerator above 0, a denominator up to 128;
//  - key: signatures of 8 to 19 sharps or flats become their enharmonic equals, a mode that is
//    neither major (0) nor minor (1), or missing, counts as major;
//  - text: see decode_text().
void add_meta(std::uint8_t type, Tick tick, std::span<const std::uint8_t> payload,
              std::size_t offset, TrackMeta& meta, Repairs& repairs);

}  // namespace bach
