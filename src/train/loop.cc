#include "train/loop.h"

#include <algorithm>
#include <string>
#include <utility>

#include "train/batches.h"
#include "train/divergence.h"

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

class Loop {
 public:
  Loop(const WindowSet& windows, const WindowSet* held_out, std::size_t parameter_count,
       const TrainingPlan& plan, Stepper& stepper, const TrainingListener& listener,
       const Cancellation& cancellation, const Continuation& continuation)
      : windows_(windows),
        held_out_(held_out != nullptr && held_out->size() > 0 ? held_out : nullptr),
        plan_(plan),
        stepper_(stepper),
        listener_(listener),
        cancellation_(cancellation),
        continuation_(continuation),
        keeper_(continuation),
        drawer_(windows.size(), stepper.batch_size(), plan.seed),
        parameter_count_(parameter_count) {
    at_.planned =
        static_cast<std::uint64_t>(plan.batches) * static_cast<std::uint64_t>(plan.epochs);
  }

  Result<TrainingOutcome> run() {
    if (continuation_.from != nullptr) {
      if (Status restored = restore(*continuation_.from); !restored) {
        return std::move(restored).error();
      }
    }
    while (at_.steps < at_.planned && end_ == TrainingEnd::kFinished) {
      if (worn_out()) {
        end_ = TrainingEnd::kStoppedEarly;
      } else if (cancellation_.requested()) {
        end_ = TrainingEnd::kCancelled;
      } else if (Status done = step(); !done) {
        return std::move(done).error();
      }
    }
    // The last weights count too, but a request to stop is not kept waiting.
    if (held_out_ != nullptr && at_.looked_at != at_.steps && end_ != TrainingEnd::kCancelled) {
      look();
    }
    if (keeper_.wanted(at_.steps)) {
      if (Status kept = keep(); !kept) return std::move(kept).error();
    }
    return outcome();
  }

 private:
  Status restore(const TrainingSnapshot& from) {
    if (Status fits = check_snapshot(from, parameter_count_, 0, false); !fits) return fits;
    stepper_.restore(from.optimiser);
    at_ = from;
    at_.optimiser = {};
    return {};
  }

  Status step() {
    const auto batches = static_cast<std::uint64_t>(plan_.batches);
    at_.epoch = static_cast<int>(at_.steps / batches);
    drawer_.draw(at_.steps, drawn_);
    batch_.clear();
    for (const std::size_t w : drawn_) batch_.add(windows_, w);
    at_.last_loss = stepper_.step(batch_.rows, batch_.targets, at_.steps);
    ++at_.steps;
    if (const std::string wrong = at_.watch.see(at_.last_loss); !wrong.empty()) {
      return diverged(wrong);
    }
    if (at_.watch.sane(at_.last_loss)) good_.confirm();
    at_.epoch_sum += at_.last_loss;
    if (listener_.on_step) {
      listener_.on_step({at_.steps, at_.planned, at_.epoch, at_.last_loss});
    }
    at_.batch = at_.steps % batches;
    if (at_.batch == 0) {
      if (listener_.on_epoch) {
        listener_.on_epoch({at_.epoch, at_.epoch_sum / plan_.batches, [this] {
                              std::vector<float> weights(parameter_count_);
                              stepper_.export_parameters(weights);
                              return weights;
                            }});
      }
      at_.epoch_sum = 0;
    }
    if (look_due()) look();
    if (good_.due(at_.steps)) {
      good_.take(at_.steps, parameter_count_,
                 [this](std::span<float> out) { stepper_.export_parameters(out); });
    }
    return keeper_.due(at_.steps) ? keep() : Status();
  }

  bool look_due() const {
    const int every = plan_.evaluate_every > 0 ? plan_.evaluate_every : plan_.batches;
    return held_out_ != nullptr && at_.steps % static_cast<std::uint64_t>(every) == 0;
  }
  bool worn_out() const { return plan_.patience > 0 && at_.looks_since_best >= plan_.patience; }

  // Measures on the held-out windows and keeps the best weights.
  void look() {
    const double loss = mean_loss(*held_out_, stepper_);
    at_.looked_at = at_.steps;
    const bool best = !at_.best || loss < at_.best->mean();
    at_.looks_since_best = best ? 0 : at_.looks_since_best + 1;
    if (best) {
      at_.best.emplace().heads[0] = {loss, 1};
      at_.best_step = at_.steps;
      at_.best_parameters.resize(parameter_count_);
      stepper_.export_parameters(at_.best_parameters);
    }
    if (listener_.on_held_out) listener_.on_held_out({at_.steps, loss, best});
  }

  Status keep() {
    at_.optimiser = stepper_.state();
    if (!all_finite(at_.optimiser.parameters)) return diverged(kWeightsAreNoNumbers);
    return keeper_.save(at_);
  }

  Error diverged(const std::string& wrong) const {
    tell_diverged(listener_.on_diverged, at_, good_);
    return divergence(at_.steps, wrong,
                      "try another --seed, or --preset sequences with a low --learning-rate "
                      "and --clip 1");
  }

  Result<TrainingOutcome> outcome() {
    TrainingOutcome outcome{end_, at_.steps, at_.last_loss, {}, at_.steps, {}};
    if (at_.best) {
      outcome.parameters = std::move(at_.best_parameters);
      outcome.parameters_step = at_.best_step;
      outcome.held_out = at_.best->mean();
    } else {
      outcome.parameters.resize(parameter_count_);
      stepper_.export_parameters(outcome.parameters);
    }
    if (!all_finite(outcome.parameters)) return diverged(kWeightsAreNoNumbers);
    return outcome;
  }

  const WindowSet& windows_;
  const WindowSet* held_out_;  // null: nothing is held out
  const TrainingPlan& plan_;
  Stepper& stepper_;
  const TrainingListener& listener_;
  const Cancellation& cancellation_;
  const Continuation& continuation_;
  SnapshotKeeper keeper_;
  GoodWeights good_;
  BatchDrawer drawer_;
  std::vector<std::size_t> drawn_;
  Batch batch_;
  std::size_t parameter_count_;
  TrainingSnapshot at_;  // its optimiser is filled when it is kept
  TrainingEnd end_ = TrainingEnd::kFinished;
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
                              const Cancellation& cancellation, const Continuation& continuation) {
  if (Status checked = check(windows, plan, stepper.batch_size()); !checked) {
    return std::move(checked).error();
  }
  return Loop(windows, held_out, parameter_count, plan, stepper, listener, cancellation,
              continuation)
      .run();
}

}  // namespace bach
