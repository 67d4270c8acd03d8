#include "train/batch_source.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

namespace bach {

LaneSource::LaneSource(const Trainer& trainer, EpochSource lanes, int most_batches)
    : trainer_(trainer),
      source_(std::move(lanes)),
      most_batches_(static_cast<std::uint64_t>(std::max(most_batches, 0))) {}

Result<std::uint64_t> LaneSource::begin_epoch(int epoch) {
  lanes_ = source_.lanes(epoch);
  std::size_t longest = 0;
  for (const Lane& lane : lanes_) longest = std::max(longest, lane.steps());
  if (longest == 0)
    return invalid_argument("", "there is nothing to learn from: the lanes are empty");
  if (lanes_.size() > static_cast<std::size_t>(trainer_.lanes())) {
    return invalid_argument("", "an epoch has " + std::to_string(lanes_.size()) + " lanes, but " +
                                    std::to_string(trainer_.lanes()) + " is the most");
  }
  // The tree over lanes has all of them.
  if (trainer_.sums_lanes()) lanes_.resize(static_cast<std::size_t>(trainer_.lanes()));
  const std::uint64_t batches = batches_of(longest);
  if (first_batches_ == 0) first_batches_ = batches;
  return batches;
}

std::uint64_t LaneSource::batches_of(std::size_t steps) const {
  const auto taken = static_cast<std::size_t>(trainer_.steps());
  const std::uint64_t all = (steps + taken - 1) / taken;
  return most_batches_ > 0 ? std::min(all, most_batches_) : all;
}

std::uint64_t LaneSource::planned(int epochs) const {
  if (!source_.steps) return first_batches_ * static_cast<std::uint64_t>(epochs);
  std::uint64_t sum = 0;
  for (int epoch = 0; epoch < epochs; ++epoch) sum += batches_of(source_.steps(epoch));
  return sum;
}

Status LaneSource::fill(std::uint64_t number, std::uint64_t, Batch& batch) {
  const auto steps = static_cast<std::size_t>(trainer_.steps());
  std::span<const Lane> lanes = lanes_;
  if (trainer_.sums_lanes()) {
    const LaneRange own = trainer_.own_lanes();
    lanes =
        lanes.subspan(static_cast<std::size_t>(own.first), static_cast<std::size_t>(own.count()));
  }
  cut_batch(trainer_.weights().config(), lanes, static_cast<std::size_t>(number) * steps,
            trainer_.steps(), batch);
  return {};
}

WindowSource::WindowSource(const Trainer& trainer, const WindowSet& windows, int batches,
                           std::uint64_t seed)
    : windows_(windows),
      batches_(batches),
      batch_size_(trainer.lanes()),
      drawer_(windows.size(), batch_size_, seed) {}

Result<std::uint64_t> WindowSource::begin_epoch(int) {
  if (batches_ < 1) return invalid_argument("batches", "must be 1 or more");
  if (windows_.size() < static_cast<std::size_t>(batch_size_)) {
    return invalid_argument("", "the music gives " + std::to_string(windows_.size()) +
                                    " windows of " + std::to_string(windows_.length) +
                                    " notes, but each batch takes " + std::to_string(batch_size_) +
                                    " different ones: train on more music");
  }
  return static_cast<std::uint64_t>(batches_);
}

std::uint64_t WindowSource::planned(int epochs) const {
  return static_cast<std::uint64_t>(batches_) * static_cast<std::uint64_t>(epochs);
}

Status WindowSource::fill(std::uint64_t, std::uint64_t step, Batch& batch) {
  drawer_.draw(step, drawn_);
  cut_windows(windows_, drawn_, batch);
  return {};
}

HeldOutMeasure held_out_lanes(std::span<const Lane> lanes) {
  if (lanes.empty()) return {};
  return [lanes](Trainer& trainer) { return trainer.evaluate(lanes); };
}

HeldOutMeasure held_out_windows(const WindowSet& windows) {
  if (windows.size() == 0) return {};
  return [windows](Trainer& trainer) {
    const auto batch_size = static_cast<std::size_t>(trainer.lanes());
    Loss loss;
    Batch batch;
    CarriedState carry = trainer.zero_states();
    for (std::size_t first = 0; first < windows.size(); first += batch_size) {
      std::vector<std::size_t> which(std::min(batch_size, windows.size() - first));
      std::iota(which.begin(), which.end(), first);
      cut_windows(windows, which, batch);
      loss.add(trainer.evaluate(batch, carry));
    }
    return loss;
  };
}

}  // namespace bach
