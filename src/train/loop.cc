#include "train/loop.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "train/batches.h"

namespace bach {
namespace {

// The inputs and targets of some windows, side by side as Stepper wants them.
struct Batch {
  std::vector<int> rows;
  std::vector<int> targets;

  void clear() {
    rows.clear();
    targets.clear();
  }
  void add(const WindowSet& windows, std::size_t w) {
    const std::span<const int> inputs = windows.inputs(w);
    rows.insert(rows.end(), inputs.begin(), inputs.end());
    targets.push_back(windows.target(w));
  }
};

Status check(const WindowSet& windows, const TrainingPlan& plan, int batch_size) {
  const auto refuse = [](std::string message) {
    return Error{ErrorCode::kInvalidArgument, std::move(message), {}};
  };
  if (plan.epochs < 1) return refuse("epochs must be at least 1");
  if (plan.batches < 1) return refuse("batches must be at least 1");
  if (plan.evaluate_every < 0) return refuse("evaluate_every must be 0 or more");
  if (plan.patience < 0) return refuse("patience must be 0 or more");
  if (windows.size() < static_cast<std::size_t>(batch_size)) {
    return refuse("the music gives " + std::to_string(windows.size()) + " windows of " +
                  std::to_string(windows.length) + " notes, but each batch takes " +
                  std::to_string(batch_size) + " different ones: train on more music");
  }
  return {};
}

// Watches the held-out loss and keeps the best weights.
class HeldOut {
 public:
  HeldOut(const WindowSet* windows, const TrainingPlan& plan, const TrainingListener& listener)
      : windows_(windows), plan_(plan), listener_(listener) {}

  bool used() const { return windows_ != nullptr && windows_->size() > 0; }
  bool due(std::uint64_t done) const {
    const int every = plan_.evaluate_every > 0 ? plan_.evaluate_every : plan_.batches;
    return used() && done % static_cast<std::uint64_t>(every) == 0;
  }
  bool seen(std::uint64_t done) const { return looked_at_ == done; }
  bool worn_out() const { return plan_.patience > 0 && looks_since_best_ >= plan_.patience; }

  void look(std::uint64_t done, Stepper& stepper, TrainingOutcome& outcome) {
    const double loss = mean_loss(*windows_, stepper);
    looked_at_ = done;
    const bool best = !outcome.held_out || loss < *outcome.held_out;
    looks_since_best_ = best ? 0 : looks_since_best_ + 1;
    if (best) {
      outcome.held_out = loss;
      outcome.parameters_step = done;
      stepper.export_parameters(outcome.parameters);
    }
    if (listener_.on_held_out) listener_.on_held_out({done, loss, best});
  }

 private:
  const WindowSet* windows_;
  const TrainingPlan& plan_;
  const TrainingListener& listener_;
  int looks_since_best_ = 0;
  std::uint64_t looked_at_ = 0;  // steps done at the last look
};

}  // namespace

double mean_loss(const WindowSet& windows, Stepper& stepper) {
  const auto batch_size = static_cast<std::size_t>(stepper.batch_size());
  Batch batch;
  double sum = 0;
  for (std::size_t first = 0; first < windows.size(); first += batch_size) {
    batch.clear();
    const std::size_t end = std::min(first + batch_size, windows.size());
    for (std::size_t w = first; w < end; ++w) batch.add(windows, w);
    sum += stepper.evaluate(batch.rows, batch.targets);
  }
  return windows.size() == 0 ? 0 : sum / static_cast<double>(windows.size());
}

Result<TrainingOutcome> train(const WindowSet& windows, const WindowSet* held_out,
                              std::size_t parameter_count, const TrainingPlan& plan,
                              Stepper& stepper, const TrainingListener& listener,
                              const Cancellation& cancellation) {
  if (Status checked = check(windows, plan, stepper.batch_size()); !checked) {
    return std::move(checked).error();
  }
  const auto batches = static_cast<std::uint64_t>(plan.batches);
  const std::uint64_t steps = batches * static_cast<std::uint64_t>(plan.epochs);
  BatchDrawer drawer(windows.size(), stepper.batch_size(), plan.seed);
  HeldOut watch(held_out, plan, listener);
  TrainingOutcome outcome;
  outcome.parameters.resize(parameter_count);
  std::vector<std::size_t> drawn;
  Batch batch;
  double epoch_sum = 0;
  while (outcome.steps < steps) {
    if (cancellation.requested()) {
      outcome.end = TrainingEnd::kCancelled;
      break;
    }
    const auto epoch = static_cast<int>(outcome.steps / batches);
    drawer.draw(outcome.steps, drawn);
    batch.clear();
    for (const std::size_t w : drawn) batch.add(windows, w);
    outcome.last_loss = stepper.step(batch.rows, batch.targets, outcome.steps);
    ++outcome.steps;
    if (!std::isfinite(outcome.last_loss)) {
      return Error{ErrorCode::kInvalidData,
                   "training diverged at step " + std::to_string(outcome.steps) +
                       ": the loss is no longer a number; nothing usable was learned",
                   {}};
    }
    epoch_sum += outcome.last_loss;
    if (listener.on_step) listener.on_step({outcome.steps, steps, epoch, outcome.last_loss});
    if (outcome.steps % batches == 0) {
      if (listener.on_epoch) listener.on_epoch({epoch, epoch_sum / plan.batches});
      epoch_sum = 0;
    }
    if (watch.due(outcome.steps)) {
      watch.look(outcome.steps, stepper, outcome);
      if (watch.worn_out() && outcome.steps < steps) {
        outcome.end = TrainingEnd::kStoppedEarly;
        break;
      }
    }
  }
  // The last weights count too, but a request to stop is not kept waiting.
  if (watch.used() && !watch.seen(outcome.steps) && outcome.end != TrainingEnd::kCancelled) {
    watch.look(outcome.steps, stepper, outcome);
  }
  if (!outcome.held_out) {
    outcome.parameters_step = outcome.steps;
    stepper.export_parameters(outcome.parameters);
  }
  return outcome;
}

}  // namespace bach
