// A model of pitches alone as a scorer.
#pragma once

#include <string>

#include "evaluate/note_scorer.h"
#include "evaluate/pitch_reader.h"

namespace bach {

// What the reader predicts is scored; rhythm never is. The vocabulary is the notebook's pitches.
class PitchScorer : public NoteScorer {
 public:
  // As PitchReader's.
  PitchScorer(std::string name, const Model& model, engine::Isa isa, int context = 0);

  std::string name() const override { return name_; }
  // Errors: kInvalidArgument for a pitch the vocabulary lacks.
  Result<PieceNats> score(const MeasuredPiece& piece) override;

 private:
  std::string name_;
  PitchReader reader_;
};

}  // namespace bach
