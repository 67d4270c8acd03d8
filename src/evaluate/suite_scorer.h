// A network over suite tokens as a scorer.
#pragma once

#include <span>
#include <string>

#include "evaluate/note_scorer.h"
#include "suite/scorer.h"

namespace bach {

// Pitch, then rhythm given the pitch, of every note of a piece measured in suite tokens; averaged
// over its keys where the scoring asks for all.
class SuiteScorer : public NoteScorer {
 public:
  // The arguments are those of suite::Scorer.
  SuiteScorer(std::string name, const NetworkConfig& config, std::span<const float> parameters,
              engine::Isa isa, const ScoringOptions& scoring = {});

  std::string name() const override { return name_; }
  // Errors: kInvalidArgument for a piece without suite tokens.
  Result<PieceNats> score(const MeasuredPiece& piece) override;

 private:
  std::string name_;
  suite::Scorer scorer_;
};

}  // namespace bach
