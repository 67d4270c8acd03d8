// What of a piece is compared with others.
#pragma once

#include <string>
#include <vector>

#include "evaluate/distances.h"
#include "evaluate/piece.h"
#include "score/score.h"

namespace bach {

// Notes in the order they are measured in; n notes.
struct ComparedPiece {
  std::string name;
  std::vector<int> pitches;    // n
  std::vector<int> intervals;  // n − 1, semitones from each note to the next; none for no notes
  // n, semitones above the tonic of the major key of the signature, 0 … 11
  std::vector<int> classes;
  std::vector<Tick> durations;  // n, of 480 to a quarter
  std::vector<int> bars;        // n, as musicians count them: 1 is the first full bar, 0 an upbeat

  std::size_t notes() const { return pitches.size(); }
};

// Keys are estimated, dance by dance where a folded piece has two.
ComparedPiece compared_piece(const std::string& name, const Score& unfolded, const View& view);

// How often each value occurs in some pieces.
struct PieceCounts {
  ValueCounts classes, intervals, durations;

  void add(const ComparedPiece& piece);
};

}  // namespace bach
