// Training as one task: music in, model out. What `bach train` does, without the printing.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "lm/model.h"
#include "lm/parameters.h"
#include "lm/window_config.h"
#include "train/checkpoint.h"
#include "train/sequence_loop.h"

namespace bach {

struct TrainOptions {
  std::vector<std::string> inputs;   // files, folders, names; none: the built-in corpus
  std::vector<std::string> holdout;  // pieces among them to measure on instead of learning from
  WindowConfig config;               // the notebook's network unless changed
  int batch_size = 64;               // 1 … 4096 windows a step
  SequencePlan plan{.epochs = 2, .batches = 300};
  int threads = 0;  // 0: the cores this process may use; changes speed only
};

struct TrainingPiece {
  std::string name;  // file name without extension, or the built-in alias: "cs1-1pre"
  int notes = 0;     // that are learned from: first track, at most 1000
};

// Known before the first step.
struct TrainingSummary {
  std::vector<TrainingPiece> pieces;    // in name order
  std::vector<TrainingPiece> held_out;  // in name order
  std::size_t windows = 0;              // X is (windows, T, V)
  std::size_t held_out_windows = 0;
  std::vector<TensorSlot> tensors;
  std::size_t parameters = 0;
  std::vector<std::string> warnings;  // one line each: files skipped and why, repairs
};

// A prepared training run. Move-only; use from one thread.
class TrainingSession {
 public:
  // Reads the music and checks the options. Files that cannot be read or have no notes are skipped
  // with a warning; no music at all, a name in `holdout` that matches no piece, or fewer windows
  // than a batch are errors.
  static Result<TrainingSession> prepare(const TrainOptions& options,
                                         const ProgressCallback& progress,
                                         const Cancellation& cancellation);
  TrainingSession(TrainingSession&&) noexcept;
  TrainingSession& operator=(TrainingSession&&) noexcept;
  ~TrainingSession();

  const TrainingSummary& summary() const;

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
  explicit TrainingSession(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace bach
