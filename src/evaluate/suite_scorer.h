// A network over suite tokens as a scorer.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "evaluate/step_scorer.h"
#include "lm/sequence_config.h"
#include "lm/sequence_predictor.h"
#include "nn/engine/isa.h"

namespace bach {

struct SuiteScoring {
  // Average over the transpositions from −6 to +5 semitones, as far as the pitches go.
  bool all_keys = false;
  // > 0: only that many notes are seen, the coming one's place among them, and no guesses of the
  // memory; 0: the whole past.
  int context = 0;
};

// Pitch, then rhythm given the pitch, of every note of a piece measured in suite tokens.
class SuiteScorer : public StepScorer {
 public:
  // `config` must be valid, its fields the columns of suite records, its heads pitch and rhythm in
  // that order; `parameters` are laid out for it. Both are copied.
  SuiteScorer(std::string name, const SequenceConfig& config, std::span<const float> parameters,
              engine::Isa isa, const SuiteScoring& scoring = {});

  std::string name() const override { return name_; }
  // Errors: kInvalidArgument for a piece without suite tokens.
  Result<PieceNats> score(const MeasuredPiece& piece) override;

 private:
  // One reading of a piece: in another key, or a stretch of it.
  struct Reading {
    std::span<const int> records;  // [steps][suite::columns()]
    int shift = 0;                 // semitones above the piece as written
    std::size_t first = 0;         // the note its first step is
    bool last_alone = false;       // of its steps, only the last one is scored
  };

  // Reads as many side by side as the predictor has lanes, and writes what they say into `nats`,
  // one entry a reading.
  void read(const MeasuredPiece& piece, std::span<const Reading> readings,
            std::span<PieceNats* const> nats);
  PieceNats in_windows(const MeasuredPiece& piece, std::span<const int> records, int shift);

  std::string name_;
  SuiteScoring scoring_;
  SequencePredictor predictor_;
  std::vector<int> fields_;            // [lanes][suite::columns()]
  std::vector<float> pitch_, rhythm_;  // [lanes][classes]
};

}  // namespace bach
