#include "train/sequence_loop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lm/small_sequence.h"

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A lane that counts round: what follows n is n + 1 mod 7.
SequenceLane counting_lane(int steps, int from) {
  SequenceLane lane;
  for (int t = 0; t < steps; ++t) {
    lane.fields.push_back((from + t) % 7);
    lane.targets.push_back((from + t + 1) % 7);
    lane.begins.push_back(t == 0 ? 1 : 0);
  }
  return lane;
}

class SequenceLoop : public ::testing::Test {
 protected:
  SequenceLoop() { trainer_.set_parameters(initial_parameters(config_, 1)); }

  static std::vector<SequenceLane> lanes(int count, int steps) {
    std::vector<SequenceLane> out;
    for (int l = 0; l < count; ++l) out.push_back(counting_lane(steps, l));
    return out;
  }
  Result<SequenceOutcome> run(const std::vector<SequenceLane>& held_out = {}) {
    return train_sequences(trainer_, source_, held_out, plan_, listener_, cancellation_);
  }

  SequenceConfig config_ = plain_sequence_config();
  ThreadPool pool_{1};
  SequenceTrainer trainer_{config_, {.lanes = 3, .steps = 4}, engine::Isa::kPortable, pool_};
  EpochSource source_ = [](int) { return lanes(3, 10); };
  SequencePlan plan_{.epochs = 2, .schedule = {.learning_rate = 0.02}};
  SequenceListener listener_;
  Cancellation cancellation_;
};

TEST_F(SequenceLoop, GoesThroughEachEpochAsPreparedForIt) {
  std::vector<int> asked;
  source_ = [&](int epoch) {
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

TEST_F(SequenceLoop, LearnsAndKeepsTheBestOnHeldOutLanes) {
  plan_.epochs = 60;
  std::vector<double> losses;
  std::uint64_t best = 0;
  listener_.on_held_out = [&](const SequenceHeldOutReport& report) {
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

TEST_F(SequenceLoop, StopsWhenTheHeldOutLossRises) {
  plan_.epochs = 200;
  plan_.evaluate_every = 1;
  plan_.patience = 3;
  // Backwards: the better the network knows the one, the worse it guesses the other.
  std::vector<SequenceLane> held_out = lanes(2, 9);
  for (SequenceLane& lane : held_out) {
    for (std::size_t t = 0; t < 9; ++t) lane.targets[t] = (lane.fields[t] + 6) % 7;
  }
  const auto outcome = run(held_out);
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->end, TrainingEnd::kStoppedEarly);
  EXPECT_EQ(outcome->steps, outcome->parameters_step + 3);
}

TEST_F(SequenceLoop, AnEpochTakesNoMoreBatchesThanPlanned) {
  plan_.batches = 2;
  const auto outcome = run();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->steps, 4u);
}

TEST_F(SequenceLoop, StopsOnRequestWithWhatItHas) {
  listener_.on_step = [&](const StepReport& report) {
    if (report.step == 2) cancellation_.request();
  };
  const auto outcome = run(lanes(1, 5));
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->end, TrainingEnd::kCancelled);
  EXPECT_EQ(outcome->parameters_step, 2u);
  EXPECT_FALSE(outcome->held_out.has_value());
}

TEST_F(SequenceLoop, EvaluationChangesNothingThatIsLearned) {
  const auto alone = run();
  SequenceTrainer again(config_, {.lanes = 3, .steps = 4}, engine::Isa::kPortable, pool_);
  again.set_parameters(initial_parameters(config_, 1));
  plan_.evaluate_every = 1;
  std::vector<float> last(ParameterLayout(config_).size());
  const auto watched =
      train_sequences(again, source_, lanes(5, 9), plan_, listener_, cancellation_);
  ASSERT_TRUE(alone.ok() && watched.ok());
  again.export_parameters(last);
  EXPECT_EQ(alone->parameters, last);
}

TEST_F(SequenceLoop, SaysWhenItDiverges) {
  plan_.schedule.learning_rate = 1e38;
  const auto outcome = run();
  ASSERT_FALSE(outcome.ok());
  EXPECT_THAT(outcome.error().message, HasSubstr("diverged at step"));
}

TEST_F(SequenceLoop, RefusesWhatCannotBe) {
  const auto message = [&](SequencePlan plan) {
    const auto outcome = train_sequences(trainer_, source_, {}, plan, listener_, cancellation_);
    return outcome.ok() ? std::string("accepted") : outcome.error().message;
  };
  EXPECT_THAT(message({.epochs = 0}), HasSubstr("epochs"));
  EXPECT_THAT(message({.batches = -1}), HasSubstr("batches"));
  EXPECT_THAT(message({.evaluate_every = -1}), HasSubstr("evaluate_every"));
  EXPECT_THAT(message({.patience = -1}), HasSubstr("patience"));
  EXPECT_THAT(message({.schedule = {.learning_rate = 0}}), HasSubstr("learning rate"));
  source_ = [](int) { return lanes(4, 5); };
  EXPECT_THAT(message({}), HasSubstr("4 lanes, but 3"));
  source_ = [](int) { return std::vector<SequenceLane>(); };
  EXPECT_THAT(message({}), HasSubstr("nothing to learn from"));
}

}  // namespace
}  // namespace bach
