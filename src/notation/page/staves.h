// Which staff each track stands on.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "score/instruments.h"
#include "score/score.h"

namespace bach::notation {

struct Staff {
  std::string name;          // of its first track that has one
  std::uint8_t program = 0;  // General MIDI, 0-based
  Clef clef = Clef::kBass;
  std::vector<int> tracks;      // indices into score.tracks, at least one
  bool joined_to_next = false;  // a keyboard's two staves: braced together
};

// Many programs show no more.
inline constexpr std::size_t kMostVoicesOfStaff = 4;

// Tracks that are voices of one instrument share a staff: neighbours with one program, strings
// bowed or plucked, at most kMostVoicesOfStaff of them. All others have their own. Drums (channel 9, counted from
// 0) and tracks without notes have none.
std::vector<Staff> staves_of(const Score& score);

// An instrument of the table (score/instruments.h) has its own; else it is the treble clef where
// notes lie above middle C on the mean.
Clef clef_of(const Track& track);

}  // namespace bach::notation
