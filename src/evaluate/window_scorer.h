// A windows model as a scorer.
#pragma once

#include <string>

#include "evaluate/step_scorer.h"
#include "lm/model.h"
#include "lm/sequence_predictor.h"
#include "nn/engine/isa.h"

namespace bach {

// Each note from the window's length on is predicted from the window before it; those before are
// not predicted, and rhythm never is. The vocabulary is the notebook's pitches.
class WindowScorer : public StepScorer {
 public:
  // `model` must be one of windows, `isa` available.
  WindowScorer(std::string name, const SequenceModel& model, engine::Isa isa);

  std::string name() const override { return name_; }
  // Errors: kInvalidArgument for a pitch the vocabulary lacks.
  Result<PieceNats> score(const MeasuredPiece& piece) override;

 private:
  std::string name_;
  SequencePredictor predictor_;
};

}  // namespace bach
