// Where the steps of a training come from: whole pieces in lanes, or windows drawn from all there
// are.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/result.h"
#include "lm/batch.h"
#include "lm/trainer.h"
#include "train/batches.h"
#include "train/window_set.h"

namespace bach {

class BatchSource {
 public:
  virtual ~BatchSource() = default;

  // Prepares an epoch, counted from 0, and returns how many batches it has, at least 1. Called once
  // an epoch, in order, from the epoch where a run begins or resumes; equal epochs must give equal
  // batches. Errors: kInvalidArgument.
  virtual Result<std::uint64_t> begin_epoch(int epoch) = 0;

  // Batches of so many epochs, from epoch 0 on; after begin_epoch().
  virtual std::uint64_t planned(int epochs) const = 0;

  // Batch `number` of that epoch, for step `step` of the training; both from 0: the lanes of this
  // process. `batch` keeps its
  // memory from call to call. Errors: music that is read on the way turns out damaged.
  virtual Status fill(std::uint64_t number, std::uint64_t step, Batch& batch) = 0;
};

// Where the lanes of an epoch, counted from 0, come from.
struct EpochSource {
  std::function<std::vector<Lane>(int epoch)> lanes;  // may be prepared for each
  // Steps of the epoch's longest lane; empty: of all epochs as many as of the first begun.
  std::function<std::size_t(int epoch)> steps = {};
};

// Lanes cut into batches of trainer.steps() steps, one after another. An epoch has at most
// trainer.lanes() lanes.
class LaneSource : public BatchSource {
 public:
  // `most_batches` an epoch; 0: as many as its lanes hold. `trainer` must outlive the source.
  LaneSource(const Trainer& trainer, EpochSource lanes, int most_batches);

  // Refused: an epoch without lanes, or with too many.
  Result<std::uint64_t> begin_epoch(int epoch) override;
  std::uint64_t planned(int epochs) const override;
  Status fill(std::uint64_t number, std::uint64_t step, Batch& batch) override;

 private:
  std::uint64_t batches_of(std::size_t steps) const;

  const Trainer& trainer_;
  EpochSource source_;
  std::uint64_t most_batches_;
  std::vector<Lane> lanes_;
  std::uint64_t first_batches_ = 0;  // of the first epoch begun
};

// trainer.lanes() distinct windows a batch, drawn again for every step (BatchDrawer).
class WindowSource : public BatchSource {
 public:
  // `batches` an epoch. `seed` picks the windows. The set's spans must outlive the source.
  WindowSource(const Trainer& trainer, const WindowSet& windows, int batches, std::uint64_t seed);

  // Refused: fewer than one batch, or fewer windows than a batch takes.
  Result<std::uint64_t> begin_epoch(int epoch) override;
  std::uint64_t planned(int epochs) const override;
  Status fill(std::uint64_t number, std::uint64_t step, Batch& batch) override;

 private:
  WindowSet windows_;
  int batches_, batch_size_;
  BatchDrawer drawer_;
  std::vector<std::size_t> drawn_;
};

// What a loop measures on music it does not learn from; empty: nothing is held out. `trainer` is
// the one in training.
using HeldOutMeasure = std::function<Loss(Trainer& trainer)>;

// The losses of whole lanes from zero states. Both are empty when there is nothing to measure; what
// they measure must outlive them.
HeldOutMeasure held_out_lanes(std::span<const Lane> lanes);
// Of all windows, in order, so that the sum has one order.
HeldOutMeasure held_out_windows(const WindowSet& windows);

}  // namespace bach
