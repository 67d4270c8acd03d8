#include "train/sequence_loop.h"

#include <algorithm>
#include <string>
#include <utility>

#include "train/divergence.h"

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
       const SequenceListener& listener, const Cancellation& cancellation,
       const Continuation& continuation)
      : trainer_(trainer),
        held_out_(held_out),
        plan_(plan),
        listener_(listener),
        cancellation_(cancellation),
        continuation_(continuation),
        keeper_(continuation),
        carry_(trainer.weights().config(), trainer.lanes()),
        parameter_count_(ParameterLayout(trainer.weights().config()).size()) {}

  Result<SequenceOutcome> run(const EpochSource& source) {
    if (continuation_.from != nullptr) {
      if (Status restored = restore(*continuation_.from); !restored) {
        return std::move(restored).error();
      }
    }
    for (int epoch = at_.epoch; epoch < plan_.epochs && !ended_; ++epoch) {
      const std::vector<SequenceLane> lanes = source(epoch);
      const std::uint64_t batches = batches_of(lanes, trainer_.steps(), plan_);
      if (batches == 0) return refusal("there is nothing to learn from: the lanes are empty");
      if (lanes.size() > static_cast<std::size_t>(trainer_.lanes())) {
        return refusal("an epoch has " + std::to_string(lanes.size()) + " lanes, but " +
                       std::to_string(trainer_.lanes()) + " is the most");
      }
      if (at_.planned == 0) at_.planned = batches * static_cast<std::uint64_t>(plan_.epochs);
      if (Status done = run_epoch(epoch, lanes, batches); !done) return std::move(done).error();
    }
    // The last weights count too, but a request to stop is not kept waiting.
    const bool cancelled = end_ == TrainingEnd::kCancelled;
    if (!held_out_.empty() && at_.looked_at != at_.steps && !cancelled) look();
    if (keeper_.wanted(at_.steps)) {
      if (Status kept = keep(); !kept) return std::move(kept).error();
    }
    return outcome();
  }

 private:
  Status restore(const TrainingSnapshot& from) {
    Status fits = check_snapshot(from, parameter_count_, carry_.size(), trainer_.averages());
    if (!fits) return fits;
    trainer_.restore(from.optimiser);
    carry_.set_states(from.carry);
    at_ = from;
    at_.optimiser = {};
    at_.carry.clear();
    return {};
  }

  Status run_epoch(int epoch, std::span<const SequenceLane> lanes, std::uint64_t batches) {
    if (at_.epoch != epoch || at_.batch == 0) {
      at_.epoch = epoch;
      at_.batch = 0;
      at_.epoch_sum = 0;
      carry_.clear();
    }
    while (at_.batch < batches) {
      if (worn_out()) {
        end(TrainingEnd::kStoppedEarly);
        return {};
      }
      if (cancellation_.requested()) {
        end(TrainingEnd::kCancelled);
        return {};
      }
      if (Status done = take_step(lanes); !done) return done;
      if (listener_.on_step) {
        listener_.on_step({at_.steps, std::max(at_.planned, at_.steps), epoch, at_.last_loss});
      }
      const bool last = at_.batch == batches;
      if (last && listener_.on_epoch) {
        listener_.on_epoch({epoch, at_.epoch_sum / static_cast<double>(batches), [this] {
                              std::vector<float> weights(parameter_count_);
                              trainer_.export_parameters(weights);
                              return weights;
                            }});
      }
      const auto every = static_cast<std::uint64_t>(plan_.evaluate_every);
      const bool due = every > 0 ? at_.steps % every == 0 : last;
      if (!held_out_.empty() && due) look();
      if (good_.due(at_.steps)) {
        good_.take(at_.steps, parameter_count_,
                   [this](std::span<float> out) { trainer_.export_parameters(out); });
      }
      if (!keeper_.due(at_.steps)) continue;
      if (Status kept = keep(); !kept) return kept;
    }
    return {};
  }

  Status take_step(std::span<const SequenceLane> lanes) {
    const auto steps = static_cast<std::size_t>(trainer_.steps());
    cut_batch(trainer_.weights().config(), lanes, at_.batch * steps, trainer_.steps(), batch_);
    const double rate = learning_rate_at(plan_.schedule, at_.steps, at_.planned);
    at_.last_loss = trainer_.step(batch_, carry_, plan_.seed, at_.steps, rate).mean();
    ++at_.steps;
    ++at_.batch;
    if (const std::string wrong = at_.watch.see(at_.last_loss); !wrong.empty()) {
      return diverged(wrong);
    }
    if (at_.watch.sane(at_.last_loss)) good_.confirm();
    at_.epoch_sum += at_.last_loss;
    return {};
  }

  bool worn_out() const { return plan_.patience > 0 && at_.looks_since_best >= plan_.patience; }

  // Measures on the held-out lanes and keeps the best weights.
  void look() {
    const SequenceLoss loss = trainer_.evaluate(held_out_);
    at_.looked_at = at_.steps;
    const bool best = !at_.best || loss.mean() < at_.best->mean();
    at_.looks_since_best = best ? 0 : at_.looks_since_best + 1;
    if (best) {
      at_.best = loss;
      at_.best_step = at_.steps;
      at_.best_parameters.resize(parameter_count_);
      trainer_.export_parameters(at_.best_parameters);
    }
    if (listener_.on_held_out) listener_.on_held_out({at_.steps, loss, best});
  }

  Status keep() {
    at_.optimiser = trainer_.state();
    at_.carry = carry_.states();
    if (!all_finite(at_.optimiser.parameters)) return diverged(kWeightsAreNoNumbers);
    return keeper_.save(at_);
  }

  Error diverged(const std::string& wrong) const {
    tell_diverged(listener_.on_diverged, at_, good_);
    return divergence(at_.steps, wrong, "try a lower --learning-rate, or --clip 1 or less");
  }

  Result<SequenceOutcome> outcome() {
    SequenceOutcome outcome{end_, at_.steps, at_.last_loss, {}, at_.steps, at_.best};
    if (at_.best) {
      outcome.parameters = std::move(at_.best_parameters);
      outcome.parameters_step = at_.best_step;
    } else {
      outcome.parameters.resize(parameter_count_);
      trainer_.export_parameters(outcome.parameters);
    }
    if (!all_finite(outcome.parameters)) return diverged(kWeightsAreNoNumbers);
    return outcome;
  }

  void end(TrainingEnd how) {
    end_ = how;
    ended_ = true;
  }

  SequenceTrainer& trainer_;
  std::span<const SequenceLane> held_out_;
  const SequencePlan& plan_;
  const SequenceListener& listener_;
  const Cancellation& cancellation_;
  const Continuation& continuation_;
  SnapshotKeeper keeper_;
  GoodWeights good_;
  SequenceCarry carry_;
  SequenceBatch batch_;
  std::size_t parameter_count_;
  TrainingSnapshot at_;  // its optimiser and carry are filled when it is kept
  TrainingEnd end_ = TrainingEnd::kFinished;
  bool ended_ = false;
};

}  // namespace

Result<SequenceOutcome> train_sequences(SequenceTrainer& trainer, const EpochSource& source,
                                        std::span<const SequenceLane> held_out,
                                        const SequencePlan& plan, const SequenceListener& listener,
                                        const Cancellation& cancellation,
                                        const Continuation& continuation) {
  if (Status checked = check(plan); !checked) return std::move(checked).error();
  return Loop(trainer, held_out, plan, listener, cancellation, continuation).run(source);
}

}  // namespace bach
