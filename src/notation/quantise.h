// Times that can be written, for notes that were played.
#pragma once

#include <cstddef>

#include "score/score.h"

namespace bach {

enum class Rhythm {
  kAsEntered,  // notes stand on times that can be written, but for a few; lengths may fall short
  kPlayed,     // notes stand around the beats, each beat in halves, quarters, eighths or thirds
  kPlain,      // the same without thirds: what can be written in any case
};

struct Quantised {
  Score score;  // 480 ticks per quarter
  Rhythm rhythm = Rhythm::kAsEntered;
  std::size_t notes = 0;
  std::size_t moved = 0;            // notes whose onset changed
  std::size_t changed_lengths = 0;  // notes whose length changed otherwise than by that
  double mean_error_quarters = 0;   // of all onsets, by how far they were moved
  double largest_error_quarters = 0;
  double mean_error_seconds = 0;
  // How well the onsets keep to the beats of the file: 1 on the spot, 0 as by chance. Below
  // kLeastAlignment the file's beats are not those of the music.
  double alignment = 1;
};

inline constexpr double kLeastAlignment = 0.45;

// Whether four fifths of the onsets stand on eighths or sixths of a quarter, as in music that was
// entered step by step or computed.
Rhythm rhythm_of(const Score& score);

// Puts an unfolded score onto a grid of notation, track by track.
//
//  - kAsEntered: onsets on 1/32 of a quarter or on 1/48 (thirds) stay, others go to the nearest
//    1/8 or 1/6.
//  - kPlayed, kPlain: every quarter from the bar line on gets the grid (1, 1/2, 1/4, 1/8 or 1/3,
//    1/6 of it) that lies near its onsets, keeps them apart and is simple: the smallest sum of
//    squared distances, in units of kTolerance, and of a price for each grid.
//  - Lengths that can be written stay (kAsEntered). Else a note lasts to the next one of its
//    track where it lasts half of the way or, as entered, three quarters; or to the grid.
//
// Metres move to the nearest bar line within an eighth. Notes have at least one step of the grid.
// As played, notes of one pitch in a track do not overlap, and two that come to stand at one time
// become one. Tempos stay at their place in the music. Deterministic.
Quantised quantise(const Score& score, Rhythm rhythm);

}  // namespace bach
