// A network over suite tokens as a scorer.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "evaluate/note_scorer.h"
#include "harmony/parameters.h"
#include "suite/scorer.h"

namespace bach {

// Pitch, then rhythm given the pitch, of every note of a piece measured in suite tokens; averaged
// over its keys where the scoring asks for all.
class SuiteScorer : public NoteScorer {
 public:
  // The arguments are those of suite::Scorer.
  // `finder` hears what is planned; with scoring.planned alone.
  SuiteScorer(std::string name, const NetworkConfig& config, std::span<const float> parameters,
              engine::Isa isa, const ScoringOptions& scoring = {},
              const std::optional<FinderParameters>& finder = {});

  std::string name() const override { return name_; }
  // Errors: kInvalidArgument for a piece without suite tokens.
  Result<PieceNats> score(const MeasuredPiece& piece) override;

 private:
  std::string name_;
  std::optional<FinderParameters> finder_;
  suite::Scorer scorer_;
};

}  // namespace bach
