// What a suite model expects of each note of a piece, and what came.
#pragma once

#include <vector>

#include "base/result.h"
#include "lm/model.h"
#include "nn/engine/isa.h"
#include "suite/piece.h"

namespace bach {

struct ExpectedNote {
  SuiteNote note;            // what came
  std::vector<float> pitch;  // probabilities before it, [kSuitePitches], of suite pitches in order
  double pitch_nats = 0;     // −ln of what came
  double rhythm_nats = 0;    // likewise, the pitch being known
};

// Reads a piece note by note, first statements only, as the network does when it is measured.
// `model` must be a suite model (see check_suite_model()).
std::vector<ExpectedNote> expectations(const SequenceModel& model, const SuitePiece& piece,
                                       engine::Isa isa);

}  // namespace bach
