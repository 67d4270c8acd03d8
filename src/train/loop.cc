#include "train/loop.h"

#include <algorithm>
#include <string>
#include <utility>

#include "lm/parameters.h"
#include "train/divergence.h"

namespace bach {
namespace {

Status check(const TrainingPlan& plan) {
  if (plan.epochs < 1) return invalid_argument("epochs", "must be 1 or more");
  if (plan.batches < 0) return invalid_argument("batches", "must be 0 (all) or more");
  if (plan.evaluate_every < 0) return invalid_argument("evaluate_every", "must be 0 or more");
  if (plan.patience < 0) return invalid_argument("patience", "must be 0 or more");
  if (plan.schedule.warmup < 0) return invalid_argument("warmup", "must be 0 or more");
  if (!(plan.schedule.learning_rate > 0)) {
    return invalid_argument("learning_rate", "must be above 0");
  }
  return {};
}

class Loop {
 public:
  Loop(Trainer& trainer, BatchSource& source, const HeldOutMeasure& held_out,
       const TrainingPlan& plan, const TrainingListener& listener, const Cancellation& cancellation,
       const Continuation& continuation)
      : trainer_(trainer),
        source_(source),
        held_out_(held_out),
        plan_(plan),
        listener_(listener),
        cancellation_(cancellation),
        continuation_(continuation),
        keeper_(continuation),
        group_(trainer.group()),
        carry_(trainer.zero_states()),
        parameter_count_(ParameterLayout(trainer.weights().config()).size()) {}

  Result<TrainingOutcome> run() {
    if (continuation_.from != nullptr) {
      if (Status restored = restore(*continuation_.from); !restored) {
        return std::move(restored).error();
      }
    }
    bool continues = true;
    for (int epoch = at_.epoch; epoch < plan_.epochs && continues; ++epoch) {
      Result<bool> done = run_epoch(epoch);
      if (!done) return std::move(done).error();
      continues = *done;
    }
    // The last weights count too, but a request to stop is not kept waiting.
    if (held_out_ && at_.evaluated_at != at_.steps && end_ != TrainingEnd::kCancelled) {
      if (Status measured = evaluate_held_out(); !measured) return std::move(measured).error();
    }
    if (keeper_.wanted(at_.steps)) {
      if (Status kept = keep(); !kept) return std::move(kept).error();
    }
    return outcome();
  }

 private:
  Status restore(const TrainingSnapshot& from) {
    CarriedState all(trainer_.weights().config(), trainer_.lanes());
    Status fits = check_snapshot(from, parameter_count_, all.size(), trainer_.averages());
    if (!fits) return fits;
    trainer_.restore(from.optimiser);
    all.set_states(from.carry);  // of the lanes of all processes
    for (int lane = 0; lane < carry_.lanes(); ++lane) {
      carry_.set_lane(lane, all.lane(trainer_.own_lanes().first + lane));
    }
    at_ = from;
    at_.optimiser = {};
    at_.carry.clear();
    // Version 0.1 counted so at the end of an epoch of windows.
    if (at_.batch == 0 && at_.steps > 0 && trainer_.weights().config().window > 0) ++at_.epoch;
    return {};
  }

  // What is left of the epoch; whether training continues after it.
  Result<bool> run_epoch(int epoch) {
    const Result<std::uint64_t> batches = begin_source(epoch);
    if (!batches) return batches.error();
    if (at_.planned == 0) {
      at_.planned = plan_.most_steps > 0 ? plan_.most_steps : source_.planned(plan_.epochs);
    }
    for (std::uint64_t batch = at_.epoch == epoch ? at_.batch : 0; batch < *batches; ++batch) {
      if (plan_.most_steps > 0 && at_.steps >= plan_.most_steps) return false;
      if (plan_.stop_after > 0 && at_.steps >= plan_.stop_after) return false;
      if (patience_exhausted()) {
        end_ = TrainingEnd::kStoppedEarly;
        return false;
      }
      const Result<Stop> stop = prepare_batch(batch);
      if (!stop) return stop.error();
      if (*stop != kGoesOn) {
        end_ = (*stop & kAskedTo) != 0 ? TrainingEnd::kCancelled : TrainingEnd::kOutOfTime;
        return false;
      }
      if (batch == 0) begin_epoch(epoch);
      if (Status done = take_step(*batches); !done) return std::move(done).error();
    }
    return true;
  }

  Result<std::uint64_t> begin_source(int epoch) {
    if (ahead_.epoch != epoch) return source_.begin_epoch(epoch);
    ahead_.epoch = -1;
    return ahead_.batches;
  }

  Status fill(std::uint64_t batch) {
    if (!ahead_.filled) return source_.fill(batch, at_.steps, batch_);
    std::swap(batch_, ahead_.batch);
    Status filled = std::move(*ahead_.filled);
    ahead_.filled.reset();
    return filled;
  }

  // What comes after this batch, one of so many of the epoch, while a device has it.
  void prepare_next(std::uint64_t batches) {
    const std::uint64_t step = at_.steps + 1;
    if (group_.size() > 1 || (plan_.most_steps > 0 && step >= plan_.most_steps)) return;
    if (plan_.stop_after > 0 && step >= plan_.stop_after) return;
    std::uint64_t next = at_.batch + 1;
    if (next == batches) {
      if (at_.epoch + 1 == plan_.epochs) return;
      ahead_.epoch = at_.epoch + 1;
      ahead_.batches = source_.begin_epoch(ahead_.epoch);
      if (!ahead_.batches) return;
      next = 0;
    }
    ahead_.filled = source_.fill(next, step, ahead_.batch);
  }

  // Why no batch is learned from any more; may be both.
  enum Stop : std::int32_t { kGoesOn = 0, kAskedTo = 1, kTimeIsOver = 2 };

  // The next batch, number `batch` of the epoch, or why there is none: what stops one process stops all.
  Result<Stop> prepare_batch(std::uint64_t batch) {
    struct Vote {
      std::int32_t stop, failed, counted;
    };
    Vote mine{cancellation_.requested() ? kAskedTo : kGoesOn, 0, 0};
    if (group_.leads() && plan_.out_of_time && plan_.out_of_time()) mine.stop |= kTimeIsOver;
    Status filled;
    if (mine.stop == 0) filled = fill(batch);
    if (group_.size() == 1 || !group_.status()) {
      if (!group_.status()) filled = group_.status();
      if (!filled) return std::move(filled).error();
      batch_.counted = 0;
      return static_cast<Stop>(mine.stop);
    }
    mine.failed = filled ? 0 : 1;
    if (filled && mine.stop == 0) mine.counted = counted_rows(batch_);
    Vote all{};
    for (const Vote& vote : group_.gather(mine)) {
      all.stop |= vote.stop;
      all.failed |= vote.failed;
      all.counted += vote.counted;
    }
    if (all.failed != 0 || !group_.status()) {
      if (Status agreed = agree(group_, filled); !agreed) return std::move(agreed).error();
    }
    batch_.counted = all.counted;
    return static_cast<Stop>(all.stop);
  }

  void begin_epoch(int epoch) {
    at_.epoch = epoch;
    at_.batch = 0;
    at_.epoch_sum = 0;
    carry_.clear();
  }

  // A step on the batch, one of so many of the epoch, and all that is due after it.
  Status take_step(std::uint64_t batches) {
    const double rate = learning_rate_at(plan_.schedule, at_.steps, at_.planned);
    at_.last_loss = trainer_
                        .step(batch_, carry_, plan_.seed, at_.steps, rate,
                              [this, batches] { prepare_next(batches); })
                        .mean();
    if (Status fine = trainer_.status(); !fine) return fine;
    if (!group_.status()) return group_.status();
    ++at_.steps;
    ++at_.batch;
    if (const std::string wrong = at_.watch.see(at_.last_loss); !wrong.empty()) {
      return diverged(wrong);
    }
    if (at_.watch.sane(at_.last_loss)) good_.confirm();
    at_.epoch_sum += at_.last_loss;
    if (listener_.on_step) {
      listener_.on_step({at_.steps, std::max(at_.planned, at_.steps), at_.epoch, at_.last_loss});
    }
    const bool last = at_.batch == batches;
    if (last && listener_.on_epoch) {
      listener_.on_epoch({at_.epoch, at_.epoch_sum / static_cast<double>(batches),
                          [this] { return parameters_now(); }});
    }
    const auto every = static_cast<std::uint64_t>(plan_.evaluate_every);
    const bool due = every > 0 ? at_.steps % every == 0 : last;
    if (held_out_ && due) {
      if (Status measured = evaluate_held_out(); !measured) return measured;
    }
    if (!group_.status()) return group_.status();
    if (good_.due(at_.steps)) {
      good_.take(at_.steps, parameter_count_,
                 [this](std::span<float> out) { trainer_.export_parameters(out); });
    }
    return keeper_.due(at_.steps, last) ? keep() : Status();
  }

  bool patience_exhausted() const {
    return plan_.patience > 0 && at_.evaluations_since_best >= plan_.patience;
  }

  std::vector<float> parameters_now() {
    std::vector<float> parameters(parameter_count_);
    trainer_.export_parameters(parameters);
    return parameters;
  }

  // Measures on held-out music and keeps the best weights.
  Status evaluate_held_out() {
    const Loss loss = held_out_(trainer_);
    if (Status fine = trainer_.status(); !fine) return fine;
    at_.evaluated_at = at_.steps;
    const bool best = !at_.best || loss.mean() < at_.best->mean();
    at_.evaluations_since_best = best ? 0 : at_.evaluations_since_best + 1;
    if (best) {
      at_.best = loss;
      at_.best_step = at_.steps;
      at_.best_parameters = parameters_now();
    }
    if (listener_.on_held_out) listener_.on_held_out({at_.steps, loss, best});
    return trainer_.status();
  }

  Status keep() {
    at_.optimiser = trainer_.state();
    at_.carry = carried_by_all();
    if (Status fine = trainer_.status(); !fine) return fine;
    if (!group_.status()) return group_.status();
    if (!all_finite(at_.optimiser.parameters)) return diverged(kWeightsAreNoNumbers);
    return agree(group_, keeper_.save(at_));
  }

  // The states of the lanes of all processes.
  std::vector<float> carried_by_all() {
    if (group_.size() == 1) return carry_.states();
    const std::size_t lane_size = carry_.lane(0).size();
    std::vector<std::size_t> counts;
    for (int rank = 0; rank < group_.size(); ++rank) {
      const LaneRange lanes = lanes_of_rank(trainer_.lanes(), rank, group_.size());
      counts.push_back(static_cast<std::size_t>(lanes.count()) * lane_size);
    }
    std::vector<float> lanes(static_cast<std::size_t>(trainer_.lanes()) * lane_size);
    const auto place = [&](int lane) {
      return std::span(lanes).subspan(static_cast<std::size_t>(lane) * lane_size, lane_size);
    };
    for (int lane = 0; lane < carry_.lanes(); ++lane) {
      const std::vector<float> state = carry_.lane(lane);
      std::copy(state.begin(), state.end(), place(trainer_.own_lanes().first + lane).begin());
    }
    group_.collect(lanes, counts);
    CarriedState all(trainer_.weights().config(), trainer_.lanes());
    for (int lane = 0; lane < all.lanes(); ++lane) all.set_lane(lane, place(lane));
    return all.states();
  }

  Error diverged(const std::string& wrong) const {
    tell_diverged(listener_.on_diverged, at_, good_);
    return divergence(at_.steps, wrong);
  }

  Result<TrainingOutcome> outcome() {
    TrainingOutcome outcome{end_, at_.steps, at_.last_loss, {}, at_.steps, at_.best};
    if (at_.best) {
      outcome.parameters = std::move(at_.best_parameters);
      outcome.parameters_step = at_.best_step;
    } else {
      outcome.parameters = parameters_now();
    }
    if (Status fine = trainer_.status(); !fine) return std::move(fine).error();
    if (!all_finite(outcome.parameters)) return diverged(kWeightsAreNoNumbers);
    return outcome;
  }

  Trainer& trainer_;
  BatchSource& source_;
  const HeldOutMeasure& held_out_;
  const TrainingPlan& plan_;
  const TrainingListener& listener_;
  const Cancellation& cancellation_;
  const Continuation& continuation_;
  SnapshotKeeper keeper_;
  Group& group_;
  GoodWeights good_;
  CarriedState carry_;
  Batch batch_;
  // What was prepared while a device computed.
  struct Ahead {
    int epoch = -1;  // begun; −1: none
    Result<std::uint64_t> batches = std::uint64_t{0};
    std::optional<Status> filled;  // the batch of the next step
    Batch batch;
  } ahead_;
  std::size_t parameter_count_;
  TrainingSnapshot at_;  // its optimiser and carry are filled when it is kept
  TrainingEnd end_ = TrainingEnd::kFinished;
};

}  // namespace

Result<TrainingOutcome> run_training(Trainer& trainer, BatchSource& source,
                                     const HeldOutMeasure& held_out, const TrainingPlan& plan,
                                     const TrainingListener& listener,
                                     const Cancellation& cancellation,
                                     const Continuation& continuation) {
  if (Status checked = check(plan); !checked) return std::move(checked).error();
  return Loop(trainer, source, held_out, plan, listener, cancellation, continuation).run();
}

}  // namespace bach
