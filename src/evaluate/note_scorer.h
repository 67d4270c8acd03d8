// What is measured, whatever it is: something that says how probable each note of a piece was.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "evaluate/piece.h"

namespace bach {

// −log P of each note of a piece given the notes before it, in nats.
struct PieceNats {
  std::size_t first = 0;       // notes before this one were not predicted and count nowhere
  std::vector<double> pitch;   // one a note; 0 before `first`
  std::vector<double> rhythm;  // of the rhythm given the pitch; empty when it was not predicted
};

class NoteScorer {
 public:
  virtual ~NoteScorer() = default;

  // For tables: "back-off 5".
  virtual std::string name() const = 0;

  // Scores one piece; pieces do not influence each other. Errors name the piece: notes the model
  // has no class for, say. One thread at a time.
  virtual Result<PieceNats> score(const MeasuredPiece& piece) = 0;
};

// What scorers say together when the probabilities they give are averaged. `parts` are at least one
// and of the same notes; a note counts from where all of them predict, rhythm where all do.
PieceNats mixed(std::span<const PieceNats> parts);

}  // namespace bach
