#include "train/sequence_loop.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace bach {
namespace {

Error refusal(std::string message) { return {ErrorCode::kInvalidArgument, std::move(message), {}}; }

Status check(const SequencePlan& plan) {
  if (plan.epochs < 1) return refusal("epochs must be at least 1");
  if (plan.batches < 0) return refusal("batches must be 0 (all) or more");
  if (plan.evaluate_every < 0) return refusal("evaluate_every must be 0 or more");
  if (plan.patience < 0) return refusal("patience must be 0 or more");
  if (plan.schedule.warmup < 0) return refusal("warmup must be 0 or more");
  if (!(plan.schedule.learning_rate > 0)) return refusal("the learning rate must be above 0");
  return {};
}

// Batches that hold all steps of the lanes, or plan.batches of them.
std::uint64_t batches_of(std::span<const SequenceLane> lanes, int steps, const SequencePlan& plan) {
  std::size_t longest = 0;
  for (const SequenceLane& lane : lanes) longest = std::max(longest, lane.steps());
  const auto width = static_cast<std::size_t>(steps);
  const std::size_t all = (longest + width - 1) / width;
  return plan.batches > 0 ? std::min(all, static_cast<std::size_t>(plan.batches)) : all;
}

class Loop {
 public:
  Loop(SequenceTrainer& trainer, std::span<const SequenceLane> held_out, const SequencePlan& plan,
       const SequenceListener& listener, const Cancellation& cancellation)
      : trainer_(trainer),
        held_out_(held_out),
        plan_(plan),
        listener_(listener),
        cancellation_(cancellation),
        carry_(trainer.weights().config(), trainer.lanes()) {
    outcome_.parameters.resize(ParameterLayout(trainer.weights().config()).size());
  }

  Result<SequenceOutcome> run(const EpochSource& source) {
    for (int epoch = 0; epoch < plan_.epochs && !ended_; ++epoch) {
      const std::vector<SequenceLane> lanes = source(epoch);
      const std::uint64_t batches = batches_of(lanes, trainer_.steps(), plan_);
      if (batches == 0) return refusal("there is nothing to learn from: the lanes are empty");
      if (lanes.size() > static_cast<std::size_t>(trainer_.lanes())) {
        return refusal("an epoch has " + std::to_string(lanes.size()) + " lanes, but " +
                       std::to_string(trainer_.lanes()) + " is the most");
      }
      if (epoch == 0) planned_ = batches * static_cast<std::uint64_t>(plan_.epochs);
      if (Status done = run_epoch(epoch, lanes, batches); !done) return std::move(done).error();
    }
    // The last weights count too, but a request to stop is not kept waiting.
    const bool cancelled = outcome_.end == TrainingEnd::kCancelled;
    if (!held_out_.empty() && looked_at_ != outcome_.steps && !cancelled) look();
    if (!outcome_.held_out) {
      outcome_.parameters_step = outcome_.steps;
      trainer_.export_parameters(outcome_.parameters);
    }
    return std::move(outcome_);
  }

 private:
  Status run_epoch(int epoch, std::span<const SequenceLane> lanes, std::uint64_t batches) {
    carry_.clear();
    double sum = 0;
    for (std::uint64_t batch = 0; batch < batches && !ended_; ++batch) {
      if (cancellation_.requested()) {
        end(TrainingEnd::kCancelled);
        return {};
      }
      if (Status done = take_step(batch, lanes); !done) return done;
      sum += outcome_.last_loss;
      if (listener_.on_step) {
        listener_.on_step(
            {outcome_.steps, std::max(planned_, outcome_.steps), epoch, outcome_.last_loss});
      }
      const bool last = batch + 1 == batches;
      if (last && listener_.on_epoch) {
        listener_.on_epoch({epoch, sum / static_cast<double>(batches)});
      }
      const auto every = static_cast<std::uint64_t>(plan_.evaluate_every);
      const bool due = every > 0 ? outcome_.steps % every == 0 : last;
      if (held_out_.empty() || !due) continue;
      look();
      const bool more = !last || epoch + 1 < plan_.epochs;
      if (plan_.patience > 0 && looks_since_best_ >= plan_.patience && more) {
        end(TrainingEnd::kStoppedEarly);
      }
    }
    return {};
  }

  Status take_step(std::uint64_t batch, std::span<const SequenceLane> lanes) {
    const auto steps = static_cast<std::size_t>(trainer_.steps());
    cut_batch(trainer_.weights().config(), lanes, batch * steps, trainer_.steps(), batch_);
    const double rate = learning_rate_at(plan_.schedule, outcome_.steps, planned_);
    outcome_.last_loss = trainer_.step(batch_, carry_, plan_.seed, outcome_.steps, rate).mean();
    ++outcome_.steps;
    if (std::isfinite(outcome_.last_loss)) return {};
    return Error{ErrorCode::kInvalidData,
                 "training diverged at step " + std::to_string(outcome_.steps) +
                     ": the loss is no longer a number; try a lower learning rate",
                 {}};
  }

  // Measures on the held-out lanes and keeps the best weights.
  void look() {
    const SequenceLoss loss = trainer_.evaluate(held_out_);
    looked_at_ = outcome_.steps;
    const bool best = !outcome_.held_out || loss.mean() < outcome_.held_out->mean();
    looks_since_best_ = best ? 0 : looks_since_best_ + 1;
    if (best) {
      outcome_.held_out = loss;
      outcome_.parameters_step = outcome_.steps;
      trainer_.export_parameters(outcome_.parameters);
    }
    if (listener_.on_held_out) listener_.on_held_out({outcome_.steps, loss, best});
  }

  void end(TrainingEnd how) {
    outcome_.end = how;
    ended_ = true;
  }

  SequenceTrainer& trainer_;
  std::span<const SequenceLane> held_out_;
  const SequencePlan& plan_;
  const SequenceListener& listener_;
  const Cancellation& cancellation_;
  SequenceCarry carry_;
  SequenceBatch batch_;
  SequenceOutcome outcome_;
  std::uint64_t planned_ = 0;
  std::uint64_t looked_at_ = 0;  // steps done at the last look
  int looks_since_best_ = 0;
  bool ended_ = false;
};

}  // namespace

Result<SequenceOutcome> train_sequences(SequenceTrainer& trainer, const EpochSource& source,
                                        std::span<const SequenceLane> held_out,
                                        const SequencePlan& plan, const SequenceListener& listener,
                                        const Cancellation& cancellation) {
  if (Status checked = check(plan); !checked) return std::move(checked).error();
  return Loop(trainer, held_out, plan, listener, cancellation).run(source);
}

}  // namespace bach
