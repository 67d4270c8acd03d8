// How well a model knows music, and how near music comes to other music.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/export.h"
#include "base/result.h"

namespace bach {

// A figure of something that predicts: a network, or counting.
struct Prediction {
  std::string name;  // "model", "uniform", "unigram", "back-off 5" …
  double nats = 0;   // a note: the mean of −ln P(note | all before it)
  double bits = 0;   // the same in bits
};

struct ModelMeasurement {
  std::size_t notes = 0;              // measured
  Prediction model;                   // pitch and rhythm together, where it has rhythm
  std::vector<Prediction> baselines;  // on the same notes, learned from the other movements
};

// Asks a model how probable each note of `inputs` was (files, folders, names; none: the 36
// movements). `model` is a file; empty: the suite model in the library. doc/evaluate.md says what
// is counted, and why music a model has learned from tells nothing.
BACH_API Result<ModelMeasurement> measure_model(const std::string& model,
                                                const std::vector<std::string>& inputs,
                                                const Cancellation& stop = Cancellation());

// Pieces held against others. Distances are Jensen–Shannon's: 0 alike, 1 nothing in common.
struct Nearness {
  double pitch_classes = 0;  // above the tonic
  double intervals = 0;
  double durations = 0;
  std::size_t longest_run = 0;  // notes in a row, the same intervals, found in both
  std::size_t loops = 0;        // pieces that got stuck
};

// `inputs` against `others`: files, folders, names; "bach" among the others is the 36 movements.
BACH_API Result<Nearness> measure_nearness(const std::vector<std::string>& inputs,
                                           const std::vector<std::string>& others = {"bach"},
                                           const Cancellation& stop = Cancellation());

}  // namespace bach
