// Measuring models on music: what `bach evaluate` does with -m and --split, without the printing.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/train.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "evaluate/piece.h"
#include "evaluate/step_scorer.h"
#include "evaluate/tally.h"

namespace bach {

struct EvaluateOptions {
  // With a split the music that is split, else the pieces measured; none: the built-in corpus.
  std::vector<std::string> inputs;
  std::vector<std::string> models;  // model files; none: trained, one for each fold of the split
  std::string split;                // see split_of(); empty: all inputs are measured
  std::optional<bool> folded;       // none: as the model is meant to be measured
  std::optional<Voices> voices;     // likewise
  TrainOptions train;  // network, plan, threads; its inputs and holdout count for nothing
  int networks = 1;    // trained a fold, with seeds from the plan's on; then mixed
};

// One thing measured on all pieces of a view.
struct Measurement {
  std::string name;
  std::vector<PieceNats> nats;  // as many as pieces
  Tallies tallies;
};

// Everything measured on the same notes.
struct ViewReport {
  View view;
  std::vector<MeasuredPiece> pieces;
  std::vector<Tallies> piece_tallies;  // of the headline
  std::size_t first_note = 0;          // the first one counted of each piece, from 0
  Measurement headline;                // the model, or several models mixed
  std::vector<Measurement> models;     // each, where there are several
  std::vector<Measurement> baselines;
};

struct EvaluationReport {
  std::string split;                    // as asked for; empty without one
  std::string preset;                   // "notebook"
  std::size_t learned = 0;              // pieces the baselines (and what was trained) learned from
  std::vector<ViewReport> views;        // the first is what counts
  std::optional<double> train_seconds;  // of wall clock, all folds together; none when not trained
  std::vector<std::string> warnings;    // one line each
};

// Measures. Models from files are measured on all inputs or, with a split, on what it holds out.
// Without models, each fold of the split trains one on the rest and it is measured as it is after
// the last step: nothing is chosen by looking at held-out music. Baselines learn what a fold does
// not hold out; without a split, the built-in movements that are not among the inputs.
// Deterministic but for train_seconds.
Result<EvaluationReport> evaluate_models(const EvaluateOptions& options,
                                         const ProgressCallback& progress,
                                         const Cancellation& cancellation);

}  // namespace bach
