// Where a training stands between two steps: everything the loop needs to resume as if it had
// never stopped. Random numbers are functions of (seed, step), batches of (seed, step) or (epoch,
// batch), so counting is all there is to remember of them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/result.h"
#include "lm/optimiser_state.h"
#include "lm/trainer.h"
#include "train/loss_watch.h"

namespace bach {

struct TrainingSnapshot {
  OptimiserState optimiser;
  std::vector<float> carry;  // of sequences: CarriedState::states()

  std::uint64_t steps = 0;    // done
  std::uint64_t planned = 0;  // steps in all, as the schedule counts them
  int epoch = 0;              // the one the last step was of
  std::uint64_t batch = 0;    // batches done of it
  double last_loss = 0;       // of the last batch
  double epoch_sum = 0;       // of the losses of the epoch's batches so far
  LossWatch watch;

  // Of the held-out music.
  std::uint64_t evaluated_at = 0;  // steps done when it was measured last
  int evaluations_since_best = 0;
  std::optional<Loss> best;  // the lowest
  std::uint64_t best_step = 0;
  std::vector<float> best_parameters;  // as the model would have them; empty without `best`
};

// How a loop keeps what it reached, and where it begins.
struct Continuation {
  int every = 0;              // steps between two calls of save(); 0: at the end only
  bool after_epochs = false;  // after each of them too
  // Called so after steps, on cancellation and at the end, if steps were done since it was called
  // last. Its error ends the training. May be empty.
  std::function<Status(const TrainingSnapshot&)> save;
  // From here instead of from the first step; null: from the beginning. Must fit network and plan.
  const TrainingSnapshot* from = nullptr;
};

// What the loop does with it.
class SnapshotKeeper {
 public:
  explicit SnapshotKeeper(const Continuation& continuation);

  // `last`: of its epoch.
  bool due(std::uint64_t steps, bool last) const;
  // Whether anything happened since the last one.
  bool wanted(std::uint64_t steps) const;
  Status save(const TrainingSnapshot& snapshot);

 private:
  const Continuation& continuation_;
  std::uint64_t saved_ = 0;  // steps done
};

// Whether `snapshot` is of a network with so many parameters and states carried. kInvalidData,
// with what does not fit.
Status check_snapshot(const TrainingSnapshot& snapshot, std::size_t parameters, std::size_t carry,
                      bool averages);

}  // namespace bach
