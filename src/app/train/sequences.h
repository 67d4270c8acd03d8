// Training a network on whole pieces as one task: music in, model out. What
// `bach train --preset sequences` does, without the printing.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/train.h"
#include "lm/model.h"
#include "lm/sequence_trainer.h"
#include "train/checkpoint.h"
#include "train/sequence_loop.h"

namespace bach {

// The network: rows → LSTM, `layers` × `hidden` → linear `dense` → dropout → linear, as the
// notebook's, but one prediction at each step.
struct PitchNetworkOptions {
  int layers = 1;                // 1 … 8
  int hidden = 256;              // 1 … 4096
  int dense = 256;               // 0 … 4096; 0: no layer between
  int embedding = 0;             // 0: one-hot rows, else an embedding of that width, at most 1024
  bool tied = false;             // the embedding is the output's weights too
  double dropout = 0.3;          // after the dense layer and between LSTM layers
  double input_dropout = 0;      // of the embedding, the same units all through
  double output_dropout = 0;     // of the top layer, likewise
  double recurrent_dropout = 0;  // of the recurrent weights
  double forget_bias = 0;
};

struct SequenceTrainOptions {
  std::vector<std::string> inputs;   // files, folders, names; none: the built-in corpus
  std::vector<std::string> holdout;  // pieces among them to measure on instead of learning from
  PitchNetworkOptions network;
  int lanes = 64;  // 1 … 4096 stretches of music side by side
  int steps = 20;  // 1 … 4096 notes a batch takes of each
  SequencePlan plan{.epochs = 12, .schedule = {0.008, 20, Decay::kCosine}};
  double weight_decay = 0;  // 0 … 1
  double clip = 1;          // the most the gradient's norm may be; 0: any
  double average = 0;       // 0: none, else below 1: the share a running average keeps a step
  int threads = 0;          // 0: the cores this process may use; changes speed only
};

// The configuration these options describe, or what is wrong with them.
Result<SequenceConfig> pitch_network(const PitchNetworkOptions& options);

struct SequenceTrainingSummary {
  std::vector<TrainingPiece> pieces;    // in name order; all notes of the first track
  std::vector<TrainingPiece> held_out;  // likewise
  int notes = 0;                        // learned from
  std::vector<TensorSlot> tensors;
  std::size_t parameters = 0;
  std::vector<std::string> warnings;  // one line each
};

// A prepared training run. Move-only; use from one thread.
class SequenceTrainingSession {
 public:
  // Reads the music and checks the options; errors as TrainingSession::prepare().
  static Result<SequenceTrainingSession> prepare(const SequenceTrainOptions& options,
                                                 const ProgressCallback& progress,
                                                 const Cancellation& cancellation);
  SequenceTrainingSession(SequenceTrainingSession&&) noexcept;
  SequenceTrainingSession& operator=(SequenceTrainingSession&&) noexcept;
  ~SequenceTrainingSession();

  const SequenceTrainingSummary& summary() const;

  // What decides the outcome of run(), for checkpoints.
  RunDescription description() const;

  // Trains once. On cancellation the outcome says so and holds what was reached.
  // `continuation`: see train/snapshot.h; its snapshot must be of an equal description().
  Result<SequenceOutcome> run(const SequenceListener& listener, const Cancellation& cancellation,
                              const Continuation& continuation = {});

  // The model of an outcome of run(). Equal options and music give equal models, wherever the music
  // lay.
  SequenceModel model(const SequenceOutcome& outcome) const;

 private:
  struct State;
  explicit SequenceTrainingSession(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace bach
