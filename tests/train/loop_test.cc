#include "train/loop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Plays back the losses it is given and keeps count of what it was asked.
class ScriptedStepper : public Stepper {
 public:
  explicit ScriptedStepper(int batch_size) : batch_size_(batch_size) {}

  int batch_size() const override { return batch_size_; }
  double step(std::span<const int> rows, std::span<const int> targets,
              std::uint64_t step) override {
    EXPECT_EQ(step, steps++);
    EXPECT_EQ(targets.size(), static_cast<std::size_t>(batch_size_));
    EXPECT_EQ(rows.size(), targets.size() * 3);
    for (std::size_t b = 0; b < targets.size(); ++b) {
      EXPECT_EQ(rows[3 * b] + 3, targets[b]);  // the rows count upward
      seen.insert(targets[b]);
    }
    if (steps == diverges_at) return diverges_to;
    return flat ? 1 : static_cast<double>(steps);
  }
  double evaluate(std::span<const int> rows, std::span<const int> targets) override {
    EXPECT_EQ(rows.size(), targets.size() * 3);
    evaluated += static_cast<int>(targets.size());
    return held_out_loss(steps) * static_cast<double>(targets.size());
  }
  void export_parameters(std::span<float> out) const override {
    std::fill(out.begin(), out.end(), static_cast<float>(steps));
  }
  OptimiserState state() const override {
    const std::vector<float> block(2, steps == breaks_at ? INFINITY : static_cast<float>(steps));
    return {block, block, block, {}, 1, 1, 0};
  }
  void restore(const OptimiserState& state) override {
    steps = static_cast<std::uint64_t>(state.parameters.front());
  }

  std::uint64_t steps = 0;
  std::uint64_t diverges_at = 0;
  std::uint64_t breaks_at = 0;
  bool flat = false;
  double diverges_to = std::nan("");
  int evaluated = 0;
  std::set<int> seen;
  std::function<double(std::uint64_t)> held_out_loss = [](std::uint64_t) { return 1.0; };

 private:
  int batch_size_;
};

class Training : public ::testing::Test {
 protected:
  Training() : rows_(40), starts_(37) {
    std::iota(rows_.begin(), rows_.end(), 0);
    std::iota(starts_.begin(), starts_.end(), 0u);
  }
  WindowSet all() const { return {rows_, starts_, 3}; }
  WindowSet first(std::size_t count) const { return {rows_, std::span(starts_).first(count), 3}; }
  Result<TrainingOutcome> run(const WindowSet* held_out = nullptr) {
    return train(all(), held_out, 2, plan_, stepper_, listener_, cancellation_, continuation_);
  }

  std::vector<int> rows_;
  std::vector<std::uint32_t> starts_;
  TrainingPlan plan_{.epochs = 2, .batches = 5};
  ScriptedStepper stepper_{4};
  TrainingListener listener_;
  Cancellation cancellation_;
  Continuation continuation_;
};

TEST_F(Training, TakesEveryStepAndReportsStepsAndEpochs) {
  std::vector<double> losses, epochs;
  listener_.on_step = [&](const StepReport& report) {
    EXPECT_EQ(report.steps, 10u);
    EXPECT_EQ(report.epoch, report.step <= 5 ? 0 : 1);
    losses.push_back(report.loss);
  };
  listener_.on_epoch = [&](const EpochReport& report) { epochs.push_back(report.loss); };
  const auto outcome = run();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->end, TrainingEnd::kFinished);
  EXPECT_EQ(outcome->steps, 10u);
  EXPECT_EQ(outcome->last_loss, 10);
  EXPECT_THAT(outcome->parameters, ElementsAre(10, 10));
  EXPECT_EQ(outcome->parameters_step, 10u);
  EXPECT_FALSE(outcome->held_out.has_value());
  EXPECT_THAT(losses, ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
  EXPECT_THAT(epochs, ElementsAre(3, 8));
  EXPECT_GT(stepper_.seen.size(), 15u);  // afresh each time, from all of them
}

TEST_F(Training, KeepsTheWeightsThatWereBestOnTheHeldOutWindows) {
  plan_.evaluate_every = 2;
  stepper_.held_out_loss = [](std::uint64_t step) { return step == 6 ? 1.5 : 2.0; };
  std::vector<std::uint64_t> looks;
  listener_.on_held_out = [&](const HeldOutReport& report) {
    looks.push_back(report.step);
    EXPECT_EQ(report.best, report.step == 2 || report.step == 6);
  };
  const WindowSet held_out = first(7);
  const auto outcome = run(&held_out);
  ASSERT_TRUE(outcome.ok());
  EXPECT_THAT(looks, ElementsAre(2, 4, 6, 8, 10));
  EXPECT_EQ(stepper_.evaluated, 5 * 7);
  EXPECT_EQ(outcome->end, TrainingEnd::kFinished);
  EXPECT_EQ(outcome->parameters_step, 6u);
  EXPECT_THAT(outcome->parameters, ElementsAre(6, 6));
  EXPECT_DOUBLE_EQ(*outcome->held_out, 1.5);
}

TEST_F(Training, LooksAfterEachEpochUnlessToldOtherwiseAndOnceMoreAtTheEnd) {
  std::vector<std::uint64_t> looks;
  listener_.on_held_out = [&](const HeldOutReport& report) { looks.push_back(report.step); };
  const WindowSet held_out = first(5);
  ASSERT_TRUE(run(&held_out).ok());
  EXPECT_THAT(looks, ElementsAre(5, 10));
  looks.clear();
  stepper_.steps = 0;
  plan_.evaluate_every = 4;
  ASSERT_TRUE(run(&held_out).ok());
  EXPECT_THAT(looks, ElementsAre(4, 8, 10));
}

TEST_F(Training, StopsWhenTheHeldOutLossHasStoppedFalling) {
  stepper_.flat = true;
  plan_ = {.epochs = 10, .batches = 10, .evaluate_every = 5, .patience = 3};
  stepper_.held_out_loss = [](std::uint64_t step) {
    return step <= 20 ? 10.0 - static_cast<double>(step) : 50.0;
  };
  const WindowSet held_out = first(5);
  const auto outcome = run(&held_out);
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->end, TrainingEnd::kStoppedEarly);
  EXPECT_EQ(outcome->steps, 35u);  // best at 20, then three looks in vain
  EXPECT_EQ(outcome->parameters_step, 20u);
}

TEST_F(Training, StopsOnRequestWithWhatItHas) {
  listener_.on_step = [&](const StepReport& report) {
    if (report.step == 3) cancellation_.request();
  };
  const auto outcome = run();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->end, TrainingEnd::kCancelled);
  EXPECT_EQ(outcome->steps, 3u);
  EXPECT_THAT(outcome->parameters, ElementsAre(3, 3));
}

TEST_F(Training, StoppedBeforeItsFirstLookHandsOutTheLastWeights) {
  listener_.on_step = [&](const StepReport& report) {
    if (report.step == 2) cancellation_.request();
  };
  const WindowSet held_out = first(5);
  const auto outcome = run(&held_out);
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(stepper_.evaluated, 0);
  EXPECT_FALSE(outcome->held_out.has_value());
  EXPECT_EQ(outcome->parameters_step, 2u);
}

TEST_F(Training, SaysWhenItDiverges) {
  stepper_.diverges_at = 4;
  const auto outcome = run();
  ASSERT_FALSE(outcome.ok());
  EXPECT_THAT(outcome.error().message, HasSubstr("diverged at step 4: the loss is no longer"));
  EXPECT_THAT(outcome.error().message, HasSubstr("--learning-rate"));
}

TEST_F(Training, SaysWhenTheLossExplodes) {
  stepper_.diverges_at = 4;
  stepper_.diverges_to = 10.5;  // guessing cost 1
  const auto outcome = run();
  ASSERT_FALSE(outcome.ok());
  EXPECT_THAT(outcome.error().message, HasSubstr("at step 4: the loss has grown to 10.5 nats"));
}

TEST_F(Training, WeightsThatAreNoNumbersAreNotKept) {
  stepper_.breaks_at = 6;
  std::vector<std::uint64_t> kept;
  continuation_.every = 2;
  continuation_.save = [&](const TrainingSnapshot& snapshot) {
    kept.push_back(snapshot.steps);
    return Status();
  };
  const auto outcome = run();
  ASSERT_FALSE(outcome.ok());
  EXPECT_THAT(outcome.error().message, HasSubstr("diverged at step 6: the weights"));
  EXPECT_THAT(kept, ElementsAre(2, 4));
}

TEST_F(Training, GivesTheLastGoodWeightsOfADivergedRun) {
  plan_ = {.epochs = 1, .batches = 200};
  std::uint64_t good = 0;
  std::vector<float> weights;
  listener_.on_diverged = [&](const DivergedReport& report) {
    EXPECT_EQ(report.step, stepper_.steps);
    good = report.parameters_step;
    weights.assign(report.parameters.begin(), report.parameters.end());
  };
  // Losses rise from 1 until they are three times as large: nothing good was seen.
  ASSERT_FALSE(run().ok());
  EXPECT_EQ(good, 0u);
  // Of a quieter run the weights of the last fiftieth step that the next batch spoke for are left.
  stepper_.steps = 0;
  stepper_.diverges_at = 120;
  stepper_.flat = true;
  ASSERT_FALSE(run().ok());
  EXPECT_EQ(good, 100u);
  EXPECT_THAT(weights, ElementsAre(100, 100));
  // With held-out music they are the best of it.
  stepper_.steps = 0;
  plan_.evaluate_every = 30;
  stepper_.held_out_loss = [](std::uint64_t step) { return step == 60 ? 1.5 : 2.0; };
  const WindowSet held_out = first(7);
  ASSERT_FALSE(run(&held_out).ok());
  EXPECT_EQ(good, 60u);
}

TEST_F(Training, KeepsWhatItReachedAndEndsWhenItCannot) {
  std::vector<std::uint64_t> kept;
  continuation_.every = 3;
  continuation_.save = [&](const TrainingSnapshot& snapshot) {
    kept.push_back(snapshot.steps);
    if (snapshot.steps == 10) return Status(Error{ErrorCode::kIo, "the disk is full", {}});
    return Status();
  };
  const auto outcome = run();
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().message, "the disk is full");
  EXPECT_THAT(kept, ElementsAre(3, 6, 9, 10));
}

TEST_F(Training, RefusesASnapshotOfAnotherNetwork) {
  TrainingSnapshot snapshot;
  snapshot.optimiser.parameters = {1, 2, 3};
  continuation_.from = &snapshot;
  const auto outcome = run();
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().message, "the checkpoint holds 3 weights, this training has 2");
}

TEST_F(Training, RefusesPlansThatCannotBe) {
  const auto message = [&](TrainingPlan plan) {
    const auto outcome =
        train(all(), nullptr, 2, plan, stepper_, TrainingListener{}, cancellation_);
    return outcome.ok() ? std::string("accepted") : outcome.error().message;
  };
  EXPECT_THAT(message({.epochs = 0}), HasSubstr("epochs must be at least 1"));
  EXPECT_THAT(message({.batches = 0}), HasSubstr("batches must be at least 1"));
  EXPECT_THAT(message({.evaluate_every = -1}), HasSubstr("evaluate_every"));
  EXPECT_THAT(message({.patience = -1}), HasSubstr("patience"));
  const auto few = train(first(3), nullptr, 2, plan_, stepper_, listener_, cancellation_);
  ASSERT_FALSE(few.ok());
  EXPECT_THAT(few.error().message, HasSubstr("3 windows of 3 notes, but each batch takes 4"));
  EXPECT_EQ(stepper_.steps, 0u);
}

TEST_F(Training, MeanLossCountsEachWindowOnce) {
  // Loss 1 a window in batches of 4, 4 and 1.
  EXPECT_DOUBLE_EQ(mean_loss(first(9), stepper_), 1.0);
  EXPECT_EQ(stepper_.evaluated, 9);
  EXPECT_EQ(mean_loss(first(0), stepper_), 0);
}

}  // namespace
}  // namespace bach
