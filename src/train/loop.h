// The training loop: batches, steps, epochs, held-out loss, early stopping. No clock, no printing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "train/good_weights.h"
#include "train/snapshot.h"
#include "train/stepper.h"
#include "train/window_set.h"

namespace bach {

struct TrainingPlan {
  int epochs = 2;
  int batches = 300;        // steps an epoch
  std::uint64_t seed = 42;  // picks the batches (Purpose::kBatch)
  int evaluate_every = 0;   // steps between two looks at the held-out windows; 0: after each epoch
  int patience = 0;         // looks without a new best before it stops; 0 never stops early
};

struct StepReport {
  std::uint64_t step = 0;   // steps done, from 1
  std::uint64_t steps = 0;  // steps planned
  int epoch = 0;            // from 0
  double loss = 0;          // mean of this batch, nats
};

struct EpochReport {
  int epoch = 0;    // from 0
  double loss = 0;  // mean over the epoch's batches, nats
  // Copies the weights as they are now, laid out as in the outcome; valid during the call.
  std::function<std::vector<float>()> weights = {};
};

struct HeldOutReport {
  std::uint64_t step = 0;  // steps done
  double loss = 0;         // mean over all held-out windows, nats
  bool best = false;       // the lowest so far
};

// Called from the thread that trains. Each may be empty.
struct TrainingListener {
  std::function<void(const StepReport&)> on_step;
  std::function<void(const EpochReport&)> on_epoch;
  std::function<void(const HeldOutReport&)> on_held_out;
  std::function<void(const DivergedReport&)> on_diverged = {};  // if anything good is left
};

enum class TrainingEnd {
  kFinished,      // all steps done
  kStoppedEarly,  // the held-out loss had stopped falling
  kCancelled,     // asked to stop; what was reached so far is returned
};

struct TrainingOutcome {
  TrainingEnd end = TrainingEnd::kFinished;
  std::uint64_t steps = 0;            // steps done
  double last_loss = 0;               // mean of the last batch; 0 when no step was done
  std::vector<float> parameters;      // the best on the held-out windows; the last without them
  std::uint64_t parameters_step = 0;  // steps behind those
  std::optional<double> held_out;     // their held-out loss
};

// Trains `stepper` on `windows`. Each batch draws stepper.batch_size() distinct windows afresh from
// all of them. `held_out` may be null or empty: then nothing is held out. `parameter_count` is the
// size export_parameters() fills. `continuation`: where to begin and how to keep what was reached;
// from a snapshot of the same training, the outcome has the same bits as without a break. Errors
// (kInvalidArgument): plan out of range, fewer windows than a batch takes; kInvalidData: training
// diverged (see LossWatch), or the snapshot is of another network; those of continuation.save.
Result<TrainingOutcome> train(const WindowSet& windows, const WindowSet* held_out,
                              std::size_t parameter_count, const TrainingPlan& plan,
                              Stepper& stepper, const TrainingListener& listener,
                              const Cancellation& cancellation,
                              const Continuation& continuation = {});

// Mean loss over all `windows` in nats, nothing dropped; 0 when there are none. Walks them in
// order, batch by batch, so that the sum has one order.
double mean_loss(const WindowSet& windows, Stepper& stepper);

}  // namespace bach
