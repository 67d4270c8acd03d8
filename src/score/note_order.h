// The notes of all tracks of a score in one order.
#pragma once

#include <cstdint>
#include <vector>

#include "score/score.h"

namespace bach {

// Where and when a note is struck, in a number: onset · kAttackPitches + pitch.
inline constexpr std::int64_t kAttackPitches = 128;

struct PlacedNote {
  std::int64_t attack;
  std::uint32_t track;
  std::uint32_t note;  // of the track
};

// By attack, of one attack by track and note. Sooner done where the notes of each track are sorted. Onsets
// from 2^55 on, which no music has, count as that.
std::vector<PlacedNote> notes_in_order(const Score& score);

}  // namespace bach
