// Training on whole pieces as one task: music in, model out. What `bach train --preset suite` does,
// without the printing.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/train.h"
#include "app/train/suite_training.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "lm/model.h"
#include "train/checkpoint.h"

namespace bach {

struct SuiteTrainOptions {
  std::vector<std::string> inputs;   // files, folders, names; none: the built-in corpus
  std::vector<std::string> holdout;  // pieces among them to measure on instead of learning from
  SuiteTraining training;
};

// Known before the first step.
struct SuiteTrainingSummary {
  std::vector<TrainingPiece> pieces;    // in name order; notes of all voices, repeats folded
  std::vector<TrainingPiece> held_out;  // likewise
  std::size_t notes = 0;                // learned from in an epoch
  std::vector<TensorSlot> tensors;
  std::size_t parameters = 0;
  std::vector<std::string> warnings;  // one line each: skipped and why, what tokens do not say
};

// A prepared training run. Move-only; use from one thread.
class SuiteTrainingSession {
 public:
  // Reads the music and makes it tokens. Files that cannot be read or represented are skipped with
  // a warning; no music at all, or a name in `holdout` that matches no piece, are errors.
  static Result<SuiteTrainingSession> prepare(const SuiteTrainOptions& options,
                                              const ProgressCallback& progress,
                                              const Cancellation& cancellation);
  SuiteTrainingSession(SuiteTrainingSession&&) noexcept;
  SuiteTrainingSession& operator=(SuiteTrainingSession&&) noexcept;
  ~SuiteTrainingSession();

  const SuiteTrainingSummary& summary() const;

  // What decides the outcome of run(), for checkpoints.
  RunDescription description() const;

  // Trains once. On cancellation the outcome says so and holds what was reached.
  // `continuation`: see train/snapshot.h; its snapshot must be of an equal description().
  Result<SequenceOutcome> run(const SequenceListener& listener, const Cancellation& cancellation,
                              const Continuation& continuation = {});

  // The model of an outcome of run(), ready for encode_model(). Equal options and music give equal
  // models, wherever the music lay.
  SequenceModel model(const SequenceOutcome& outcome) const;

 private:
  struct State;
  explicit SuiteTrainingSession(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace bach
