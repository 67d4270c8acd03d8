#include "train/loop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "lm/network_parameters.h"
#include "lm/small_sequence.h"

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A lane that counts round: what follows n is n + 1 mod 7.
Lane counting_lane(int steps, int from) {
  Lane lane;
  for (int t = 0; t < steps; ++t) {
    lane.fields.push_back((from + t) % 7);
    lane.targets.push_back((from + t + 1) % 7);
    lane.begins.push_back(t == 0 ? 1 : 0);
  }
  return lane;
}

class TrainingLoop : public ::testing::Test {
 protected:
  TrainingLoop() { trainer_.set_parameters(initial_parameters(config_, 1)); }

  static std::vector<Lane> lanes(int count, int steps) {
    std::vector<Lane> out;
    for (int l = 0; l < count; ++l) out.push_back(counting_lane(steps, l));
    return out;
  }
  Result<TrainingOutcome> run(const HeldOutMeasure& held_out = {}) {
    LaneSource source(trainer_, source_, plan_.batches);
    return run_training(trainer_, source, held_out, plan_, listener_, cancellation_, continuation_);
  }
  Result<TrainingOutcome> run(const std::vector<Lane>& held_out) {
    return run(held_out_lanes(held_out));
  }
  // A measure of held-out music that says what `loss` makes of the steps done; `asked` counts.
  HeldOutMeasure scripted(std::function<double(std::uint64_t)> loss) {
    return [this, loss](Trainer&) {
      ++asked_;
      Loss said;
      said.heads[0] = {loss(steps_), 1};
      return said;
    };
  }
  // From the batch of step `step` on the network's weights are all `weight`.
  void spoil(std::uint64_t step, float weight) {
    listener_.on_step = [this, step, weight](const StepReport& report) {
      steps_ = report.step;
      if (report.step + 1 < step) return;
      trainer_.set_parameters(std::vector<float>(ParameterLayout(config_).size(), weight));
    };
  }

  NetworkConfig config_ = plain_sequence_config();
  ThreadPool pool_{1};
  Trainer trainer_{config_, {.lanes = 3, .steps = 4}, engine::Isa::kPortable, pool_};
  EpochSource source_ = {[](int) { return lanes(3, 10); }};
  TrainingPlan plan_{.epochs = 2, .schedule = {.learning_rate = 0.02}};
  TrainingListener listener_{[this](const StepReport& report) { steps_ = report.step; }, {}, {}};
  Cancellation cancellation_;
  Continuation continuation_;
  std::uint64_t steps_ = 0;  // done
  int asked_ = 0;
};

TEST_F(TrainingLoop, EndsWithinAnEpochWhereStepsAreLimited) {
  // Three steps an epoch.
  plan_.epochs = 100;
  plan_.most_steps = 7;
  std::vector<std::uint64_t> planned;
  int epochs = 0;
  listener_.on_step = [&](const StepReport& report) { planned.push_back(report.steps); };
  listener_.on_epoch = [&](const EpochReport&) { ++epochs; };
  const Result<TrainingOutcome> outcome = run(lanes(1, 10));
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->end, TrainingEnd::kFinished);
  EXPECT_EQ(outcome->steps, 7U);
  EXPECT_TRUE(outcome->held_out);
  EXPECT_EQ(epochs, 2);
  EXPECT_EQ(planned, std::vector<std::uint64_t>(7, 7));
}

TEST_F(TrainingLoop, EndsWhenTheTimeIsOverAsAfterSoManySteps) {
  plan_.epochs = 100;
  int asked = 0;
  plan_.out_of_time = [&] { return ++asked > 5; };
  const Result<TrainingOutcome> timed = run(lanes(1, 10));
  ASSERT_TRUE(timed.ok());
  EXPECT_EQ(timed->end, TrainingEnd::kOutOfTime);
  EXPECT_EQ(timed->steps, 5U);
  EXPECT_TRUE(timed->held_out);

  Trainer again(config_, {.lanes = 3, .steps = 4}, engine::Isa::kPortable, pool_);
  again.set_parameters(initial_parameters(config_, 1));
  plan_.out_of_time = {};
  plan_.stop_after = 5;
  LaneSource source(again, source_, plan_.batches);
  const Result<TrainingOutcome> counted = run_training(again, source, {}, plan_, {}, cancellation_);
  ASSERT_TRUE(counted.ok());
  EXPECT_EQ(counted->end, TrainingEnd::kFinished);
  EXPECT_EQ(counted->steps, 5U);
  EXPECT_EQ(counted->last_loss, timed->last_loss);
}

TEST_F(TrainingLoop, GoesThroughEachEpochAsPreparedForIt) {
  std::vector<int> asked;
  source_.lanes = [&](int epoch) {
    asked.push_back(epoch);
    return lanes(3, epoch == 0 ? 10 : 5);
  };
  std::vector<std::uint64_t> steps;
  std::vector<int> epochs;
  listener_.on_step = [&](const StepReport& report) {
    EXPECT_EQ(report.steps, 6u);
    steps.push_back(report.step);
  };
  listener_.on_epoch = [&](const EpochReport& report) { epochs.push_back(report.epoch); };
  const auto outcome = run();
  ASSERT_TRUE(outcome.ok());
  EXPECT_THAT(asked, ElementsAre(0, 1));
  EXPECT_THAT(steps, ElementsAre(1, 2, 3, 4, 5));  // 10 steps in batches of 4, then 5
  EXPECT_THAT(epochs, ElementsAre(0, 1));
  EXPECT_EQ(outcome->end, TrainingEnd::kFinished);
  EXPECT_EQ(outcome->parameters_step, 5u);
  EXPECT_FALSE(outcome->held_out.has_value());
}

TEST_F(TrainingLoop, PlansEpochsOfOtherLengthsWhereTheyAreKnown) {
  const auto length = [](int epoch) { return epoch == 0 ? 10 : 5; };
  source_ = {[=](int epoch) { return lanes(3, length(epoch)); },
             [=](int epoch) { return static_cast<std::size_t>(length(epoch)); }};
  listener_.on_step = [](const StepReport& report) { EXPECT_EQ(report.steps, 5u); };
  const auto outcome = run();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->steps, 5u);
}

TEST_F(TrainingLoop, LearnsAndKeepsTheBestOnHeldOutLanes) {
  plan_.epochs = 60;
  std::vector<double> losses;
  std::uint64_t best = 0;
  listener_.on_held_out = [&](const HeldOutReport& report) {
    losses.push_back(report.loss.mean());
    if (report.best) best = report.step;
  };
  const auto outcome = run(lanes(5, 9));
  ASSERT_TRUE(outcome.ok());
  ASSERT_EQ(losses.size(), 60u);
  EXPECT_NEAR(losses.front(), 1.95, 0.2);  // ln 7
  EXPECT_LT(outcome->held_out->mean(), 0.1);
  EXPECT_DOUBLE_EQ(outcome->held_out->heads[0].weight, 45);
  EXPECT_EQ(outcome->parameters_step, best);
}

TEST_F(TrainingLoop, StopsWhenTheHeldOutLossRises) {
  plan_.epochs = 200;
  plan_.evaluate_every = 1;
  plan_.patience = 3;
  // Backwards: the better the network knows the one, the worse it guesses the other.
  std::vector<Lane> held_out = lanes(2, 9);
  for (Lane& lane : held_out) {
    for (std::size_t t = 0; t < 9; ++t) lane.targets[t] = (lane.fields[t] + 6) % 7;
  }
  const auto outcome = run(held_out);
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->end, TrainingEnd::kStoppedEarly);
  EXPECT_EQ(outcome->steps, outcome->parameters_step + 3);
}

TEST_F(TrainingLoop, AnEpochTakesNoMoreBatchesThanPlanned) {
  plan_.batches = 2;
  const auto outcome = run();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->steps, 4u);
}

TEST_F(TrainingLoop, StopsOnRequestWithWhatItHas) {
  listener_.on_step = [&](const StepReport& report) {
    if (report.step == 2) cancellation_.request();
  };
  const auto outcome = run(lanes(1, 5));
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->end, TrainingEnd::kCancelled);
  EXPECT_EQ(outcome->parameters_step, 2u);
  EXPECT_FALSE(outcome->held_out.has_value());
}

TEST_F(TrainingLoop, EvaluationChangesNothingThatIsLearned) {
  const auto alone = run();
  Trainer again(config_, {.lanes = 3, .steps = 4}, engine::Isa::kPortable, pool_);
  again.set_parameters(initial_parameters(config_, 1));
  plan_.evaluate_every = 1;
  std::vector<float> last(ParameterLayout(config_).size());
  LaneSource source(again, source_, 0);
  const std::vector<Lane> held_out = lanes(5, 9);
  const auto watched =
      run_training(again, source, held_out_lanes(held_out), plan_, listener_, cancellation_);
  ASSERT_TRUE(alone.ok() && watched.ok());
  again.export_parameters(last);
  EXPECT_EQ(alone->parameters, last);
}

TEST_F(TrainingLoop, MeasuresAfterEachEpochUnlessToldOtherwiseAndOnceMoreAtTheEnd) {
  std::vector<std::uint64_t> measured;
  listener_.on_held_out = [&](const HeldOutReport& report) { measured.push_back(report.step); };
  ASSERT_TRUE(run(scripted([](std::uint64_t) { return 1.0; })).ok());
  EXPECT_THAT(measured, ElementsAre(3, 6));
  measured.clear();
  plan_.evaluate_every = 4;
  ASSERT_TRUE(run(scripted([](std::uint64_t) { return 1.0; })).ok());
  EXPECT_THAT(measured, ElementsAre(4, 6));
}

TEST_F(TrainingLoop, KeepsTheBestAndStopsWhenItsPatienceIsExhausted) {
  plan_.epochs = 10;
  plan_.evaluate_every = 2;
  plan_.patience = 3;
  const auto outcome = run(scripted(
      [](std::uint64_t step) { return step <= 8 ? 10.0 - static_cast<double>(step) : 5.0; }));
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->end, TrainingEnd::kStoppedEarly);
  EXPECT_EQ(outcome->steps, 14u);  // best at 8, then three measures in vain
  EXPECT_EQ(outcome->parameters_step, 8u);
  EXPECT_DOUBLE_EQ(outcome->held_out->mean(), 2.0);
}

TEST_F(TrainingLoop, StoppedBeforeItsFirstMeasureHandsOutTheLastWeights) {
  listener_.on_step = [&](const StepReport& report) {
    if (report.step == 2) cancellation_.request();
  };
  const auto outcome = run(scripted([](std::uint64_t) { return 1.0; }));
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(asked_, 0);
  EXPECT_FALSE(outcome->held_out.has_value());
  EXPECT_EQ(outcome->parameters_step, 2u);
}

TEST_F(TrainingLoop, SaysWhenItDiverges) {
  spoil(4, NAN);
  const auto outcome = run();
  ASSERT_FALSE(outcome.ok());
  EXPECT_THAT(outcome.error().message, HasSubstr("diverged at step 4: the loss is no longer"));
  EXPECT_THAT(outcome.error().message, HasSubstr("a lower learning rate"));
}

TEST_F(TrainingLoop, SaysWhenTheLossExplodes) {
  plan_.schedule.learning_rate = 300;
  const auto outcome = run();
  ASSERT_FALSE(outcome.ok());
  EXPECT_THAT(outcome.error().message, HasSubstr("the loss has grown to"));
}

TEST_F(TrainingLoop, WeightsThatAreNoNumbersAreNotKept) {
  spoil(7, INFINITY);  // after the last step
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

TEST_F(TrainingLoop, GivesNothingOfARunThatDivergesEarly) {
  int told = 0;
  listener_.on_diverged = [&](const DivergedReport&) { ++told; };
  spoil(20, NAN);
  plan_.epochs = 60;
  ASSERT_FALSE(run().ok());
  EXPECT_EQ(told, 0);
}

// Those of the last fiftieth step that the next batch spoke for.
TEST_F(TrainingLoop, GivesTheLastGoodWeightsOfADivergedRun) {
  std::uint64_t good = 0;
  listener_.on_diverged = [&](const DivergedReport& report) {
    EXPECT_EQ(report.step, 120u);
    EXPECT_TRUE(all_finite(report.parameters));
    good = report.parameters_step;
  };
  spoil(120, NAN);
  plan_.epochs = 60;
  ASSERT_FALSE(run().ok());
  EXPECT_EQ(good, 100u);
}

TEST_F(TrainingLoop, GivesTheBestOnHeldOutMusicOfADivergedRun) {
  std::uint64_t good = 0;
  listener_.on_diverged = [&](const DivergedReport& report) { good = report.parameters_step; };
  spoil(120, NAN);
  plan_.epochs = 60;
  plan_.evaluate_every = 30;
  ASSERT_FALSE(run(scripted([](std::uint64_t step) { return step == 60 ? 1.5 : 2.0; })).ok());
  EXPECT_EQ(good, 60u);
}

TEST_F(TrainingLoop, KeepsWhatItReachedAndEndsWhenItCannot) {
  std::vector<std::uint64_t> kept;
  continuation_.every = 4;
  continuation_.save = [&](const TrainingSnapshot& snapshot) {
    kept.push_back(snapshot.steps);
    if (snapshot.steps == 6) return Status(Error{ErrorCode::kIo, "the disk is full", {}});
    return Status();
  };
  const auto outcome = run();
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().message, "the disk is full");
  EXPECT_THAT(kept, ElementsAre(4, 6));
}

TEST_F(TrainingLoop, RefusesASnapshotOfAnotherNetwork) {
  TrainingSnapshot snapshot;
  snapshot.optimiser.parameters = {1, 2, 3};
  continuation_.from = &snapshot;
  const auto outcome = run();
  ASSERT_FALSE(outcome.ok());
  EXPECT_THAT(outcome.error().message, HasSubstr("the checkpoint holds 3 weights"));
}

TEST_F(TrainingLoop, RefusesWhatCannotBe) {
  const auto message = [&](TrainingPlan plan) {
    LaneSource source(trainer_, source_, plan.batches);
    const auto outcome = run_training(trainer_, source, {}, plan, listener_, cancellation_);
    return outcome.ok() ? std::string("accepted") : outcome.error().text();
  };
  EXPECT_THAT(message({.epochs = 0}), HasSubstr("epochs"));
  EXPECT_THAT(message({.batches = -1}), HasSubstr("batches"));
  EXPECT_THAT(message({.evaluate_every = -1}), HasSubstr("evaluate_every"));
  EXPECT_THAT(message({.patience = -1}), HasSubstr("patience"));
  EXPECT_THAT(message({.schedule = {.learning_rate = 0}}), HasSubstr("learning_rate"));
  source_.lanes = [](int) { return lanes(4, 5); };
  EXPECT_THAT(message({}), HasSubstr("4 lanes, but 3"));
  source_.lanes = [](int) { return std::vector<Lane>(); };
  EXPECT_THAT(message({}), HasSubstr("nothing to learn from"));
}

}  // namespace
}  // namespace bach
