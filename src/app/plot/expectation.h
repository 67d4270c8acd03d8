// What a model expects of each note of a piece, and what came.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/plot.h"
#include "base/result.h"
#include "score/score.h"

namespace bach {

struct ExpectedNote {
  double begin = 0;   // in quarters
  double sounds = 0;  // the same in the music as it sounds, the first time
  int pitch = 60;     // what came
  // Probabilities before it, of pitches from ReadPiece::lowest_pitch on; empty where the model does
  // not predict yet.
  std::vector<float> probabilities;
  std::optional<double> pitch_nats;   // −ln of what came
  std::optional<double> rhythm_nats;  // likewise, the pitch being known; of suite models
};

// A piece as a model reads it.
struct ReadPiece {
  std::string name;
  std::string title;
  Score score;
  int lowest_pitch = 0;
  std::vector<ExpectedNote> notes;  // of `score`, by onset, then pitch upward
};

struct ModelReading {
  std::vector<ReadPiece> pieces;      // at least one
  std::vector<std::string> warnings;  // what was left out or mended, one line each
};

// Reads the music as models of that preset are meant to be measured: a suite model all voices, each
// section once, as it is written; others the first track with repeats played, pitches alone.
Result<ModelReading> read_with_model(const ModelPlotOptions& options,
                                     const ProgressCallback& progress,
                                     const Cancellation& cancellation);

}  // namespace bach
