// The training loop of networks over sequences: epochs of lanes, held-out loss, early stopping. No
// clock, no printing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "lm/sequence_batch.h"
#include "lm/sequence_trainer.h"
#include "nn/schedule.h"
#include "train/loop.h"

namespace bach {

struct SequencePlan {
  int epochs = 10;
  int batches = 0;          // most steps an epoch takes; 0: as many as its lanes hold
  std::uint64_t seed = 42;  // picks what drops
  Schedule schedule{};
  int evaluate_every = 0;  // steps between two looks at the held-out lanes; 0: after each epoch
  int patience = 0;        // looks without a new best before it stops; 0 never stops early
};

// The lanes of an epoch, counted from 0, at most trainer.lanes() of them; they may be prepared
// anew for each. Called once an epoch, in order, from the epoch where a run begins or goes on;
// equal epochs must give equal lanes.
using EpochSource = std::function<std::vector<SequenceLane>(int epoch)>;

struct SequenceHeldOutReport {
  std::uint64_t step = 0;  // steps done
  SequenceLoss loss;       // by head; loss.mean() decides
  bool best = false;       // the lowest so far
};

// Called from the thread that trains. Each may be empty. Losses are nats a step, all heads
// together.
struct SequenceListener {
  std::function<void(const StepReport&)> on_step;
  std::function<void(const EpochReport&)> on_epoch;
  std::function<void(const SequenceHeldOutReport&)> on_held_out;
  std::function<void(const DivergedReport&)> on_diverged = {};  // if anything good is left
};

struct SequenceOutcome {
  TrainingEnd end = TrainingEnd::kFinished;
  std::uint64_t steps = 0;               // steps done
  double last_loss = 0;                  // of the last batch; 0 when no step was done
  std::vector<float> parameters;         // the best on the held-out lanes; the last without them
  std::uint64_t parameters_step = 0;     // steps behind those
  std::optional<SequenceLoss> held_out;  // their held-out loss
};

// Trains `trainer`, whose parameters are set, on whole epochs cut into batches of trainer.steps()
// steps, the states carried from batch to batch and zero where an epoch begins. `held_out` may be
// empty. The schedule counts the steps planned from the first epoch's length. `continuation`: where
// to begin and how to keep what was reached; from a snapshot of the same training, the outcome has
// the same bits as without a break. Errors (kInvalidArgument): plan out of range, an epoch without
// lanes or with too many; kInvalidData: training diverged (see LossWatch), or the snapshot is of
// another network; those of continuation.save.
Result<SequenceOutcome> train_sequences(SequenceTrainer& trainer, const EpochSource& source,
                                        std::span<const SequenceLane> held_out,
                                        const SequencePlan& plan, const SequenceListener& listener,
                                        const Cancellation& cancellation,
                                        const Continuation& continuation = {});

}  // namespace bach
