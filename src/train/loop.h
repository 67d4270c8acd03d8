// The training loop: batches, steps, epochs, held-out loss, early stopping. No clock, no printing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "lm/trainer.h"
#include "nn/schedule.h"
#include "train/batch_source.h"
#include "train/good_weights.h"
#include "train/snapshot.h"

namespace bach {

struct TrainingPlan {
  int epochs = 10;
  // Steps an epoch takes: of windows exactly so many, of lanes the most; 0: as many as they hold.
  int batches = 0;
  std::uint64_t seed = 42;  // picks what drops, and windows
  Schedule schedule{};
  int evaluate_every = 0;  // steps between two measures of held-out music; 0: after each epoch
  int patience = 0;        // measures without a new best before it stops; 0 never stops early
  std::uint64_t most_steps = 0;  // that are planned, then, whatever the epochs hold; 0: all of them
  std::uint64_t stop_after = 0;  // steps, whatever is planned; 0: all
  // Asked before each step whether the time for it is over, of several processes on rank 0 alone. May be
  // empty. It is all that makes a training not repeatable; one with stop_after the steps done is the same.
  std::function<bool()> out_of_time = {};
};

struct StepReport {
  std::uint64_t step = 0;   // steps done, from 1
  std::uint64_t steps = 0;  // steps planned
  int epoch = 0;            // from 0
  double loss = 0;          // of this batch
};

struct EpochReport {
  int epoch = 0;    // from 0
  double loss = 0;  // mean over the epoch's batches
  // Copies the weights as they are now, laid out as in the outcome; valid during the call.
  std::function<std::vector<float>()> weights = {};
};

struct HeldOutReport {
  std::uint64_t step = 0;  // steps done
  Loss loss;               // by head; loss.mean() decides
  bool best = false;       // the lowest so far
};

// Called from the thread that trains. Each may be empty. Losses are nats per target, all heads
// together.
struct TrainingListener {
  std::function<void(const StepReport&)> on_step;
  std::function<void(const EpochReport&)> on_epoch;
  std::function<void(const HeldOutReport&)> on_held_out;
  std::function<void(const DivergedReport&)> on_diverged = {};  // if anything good is left
  std::function<void(const std::string&)> on_warning = {};      // one line
};

enum class TrainingEnd {
  kFinished,      // all steps done
  kStoppedEarly,  // the held-out loss had stopped falling
  kCancelled,     // asked to stop; what was reached so far is returned
  kOutOfTime,     // as the plan says
};

struct TrainingOutcome {
  TrainingEnd end = TrainingEnd::kFinished;
  std::uint64_t steps = 0;            // steps done
  double last_loss = 0;               // of the last batch; 0 when no step was done
  std::vector<float> parameters;      // the best on held-out music; the last without it
  std::uint64_t parameters_step = 0;  // steps behind those
  std::optional<Loss> held_out;       // their held-out loss
};

// Trains `trainer`, whose parameters are set, on the batches of `source`; the states are carried
// from batch to batch and zero where an epoch begins (and for each window). `held_out` may be
// empty. The schedule counts the steps the source plans. `continuation`: where to begin and how to keep what was reached; from a snapshot of the same training, the outcome has
// the same bits as without a break. Errors (kInvalidArgument): plan out of range, and what the
// source refuses; kInvalidData: training diverged (see LossWatch), or the snapshot is of another
// network; those of continuation.save and of a device that fails.
//
// Of a trainer that shares its lanes with other processes all run the same training and end the same
// way: a request to stop, or an error, of one is that of all, and a snapshot, saved and resumed from
// by each, is the whole one.
Result<TrainingOutcome> run_training(Trainer& trainer, BatchSource& source,
                                     const HeldOutMeasure& held_out, const TrainingPlan& plan,
                                     const TrainingListener& listener,
                                     const Cancellation& cancellation,
                                     const Continuation& continuation = {});

}  // namespace bach
