// A training that is broken off anywhere and goes on from its snapshot ends in the same bits as one
// that was never stopped, on any number of threads and any instruction set.
#include <gtest/gtest.h>

#include <numeric>

#include "base/random.h"
#include "lm/network_parameters.h"
#include "lm/small_sequence.h"
#include "train/loop.h"

namespace bach {
namespace {

const Cancellation kNever;

// Runs to the end once, keeping each step's snapshot, and once more from each of them. `run` takes
// a continuation and a number that picks threads and instruction set.
template <typename Run>
void expect_same_from_anywhere(Run run, std::size_t steps) {
  std::vector<TrainingSnapshot> snapshots;
  Continuation keeping;
  keeping.every = 1;
  keeping.save = [&](const TrainingSnapshot& snapshot) {
    snapshots.push_back(snapshot);
    return Status();
  };
  const auto whole = run(keeping, 0);
  const auto plain = run(Continuation{}, 0);
  ASSERT_TRUE(whole.ok() && plain.ok());
  EXPECT_EQ(whole->parameters, plain->parameters);  // keeping changes nothing
  ASSERT_EQ(snapshots.size(), steps);
  for (std::size_t cut = 0; cut < snapshots.size(); ++cut) {
    Continuation going_on;
    going_on.from = &snapshots[cut];
    const auto rest = run(going_on, static_cast<int>(cut));
    ASSERT_TRUE(rest.ok()) << rest.error().message;
    EXPECT_EQ(rest->parameters, whole->parameters) << "cut after step " << cut + 1;
    EXPECT_EQ(rest->steps, whole->steps);
    EXPECT_EQ(rest->end, whole->end);
    EXPECT_EQ(rest->last_loss, whole->last_loss);
    EXPECT_EQ(rest->parameters_step, whole->parameters_step);
    EXPECT_EQ(rest->held_out.has_value(), whole->held_out.has_value());
  }
}

engine::Isa isa_of(int number) {
  const auto best = engine::isa_for_this_run();
  return number % 2 == 0 || !best ? engine::Isa::kPortable : *best;
}

std::vector<int> random_rows(std::size_t count, int bound) {
  const CounterRandom random(3, Purpose::kProgress);
  std::vector<int> rows(count);
  for (std::size_t i = 0; i < count; ++i) {
    rows[i] = static_cast<int>(
        random.below(static_cast<std::uint32_t>(bound), 0, 0, static_cast<std::uint32_t>(i)));
  }
  return rows;
}

struct Windows {
  std::vector<int> rows = random_rows(80, 11);
  std::vector<std::uint32_t> starts = std::vector<std::uint32_t>(60);
  Windows() { std::iota(starts.begin(), starts.end(), 0u); }
  WindowSet all() const { return {rows, starts, 5}; }
  WindowSet some() const { return {rows, std::span(starts).last(9), 5}; }
};

TEST(Continuation, OfWindows) {
  const Windows music;
  const NetworkConfig config = window_network({11, 5, 2, 20, 18, 0.3});
  for (const bool measured : {false, true}) {
    TrainingPlan plan{.epochs = 3, .batches = 4, .seed = 5};
    plan.evaluate_every = measured ? 2 : 0;
    expect_same_from_anywhere(
        [&](const Continuation& continuation, int number) {
          ThreadPool pool(1 + number % 3);
          Trainer trainer(config, {.lanes = 7, .steps = 5}, isa_of(number), pool);
          trainer.set_parameters(initial_parameters(config, 5));
          WindowSource source(trainer, music.all(), plan.batches, plan.seed);
          return run_training(trainer, source,
                              measured ? held_out_windows(music.some()) : HeldOutMeasure(), plan,
                              {}, kNever, continuation);
        },
        12);
  }
}

// Version 0.1 kept 0 batches at the end of an epoch of windows.
TEST(Continuation, OfWindowsFromTheEndOfAnEpochAsVersion01KeptIt) {
  const Windows music;
  const NetworkConfig config = window_network({11, 5, 1, 8, 8, 0.3});
  const TrainingPlan plan{.epochs = 3, .batches = 4, .seed = 5};
  const auto run = [&](const Continuation& continuation) {
    ThreadPool pool(1);
    Trainer trainer(config, {.lanes = 7, .steps = 5}, engine::Isa::kPortable, pool);
    trainer.set_parameters(initial_parameters(config, 5));
    WindowSource source(trainer, music.all(), plan.batches, plan.seed);
    return run_training(trainer, source, {}, plan, {}, kNever, continuation);
  };
  std::vector<TrainingSnapshot> snapshots;
  Continuation keeping;
  keeping.every = 4;
  keeping.save = [&](const TrainingSnapshot& snapshot) {
    snapshots.push_back(snapshot);
    snapshots.back().batch = 0;
    snapshots.back().epoch_sum = 0;
    return Status();
  };
  const auto whole = run(keeping);
  ASSERT_TRUE(whole.ok());
  ASSERT_EQ(snapshots.size(), 3u);
  for (const TrainingSnapshot& snapshot : snapshots) {
    Continuation resumed;
    resumed.from = &snapshot;
    const auto rest = run(resumed);
    ASSERT_TRUE(rest.ok()) << rest.error().message;
    EXPECT_EQ(rest->parameters, whole->parameters) << snapshot.steps;
  }
}

std::vector<Lane> random_lanes(const NetworkConfig& config, int epoch) {
  const CounterRandom random(4, Purpose::kProgress);
  std::vector<Lane> lanes(3);
  for (std::size_t l = 0; l < lanes.size(); ++l) {
    std::uint32_t unit = 0;
    const auto draw = [&](int bound) {
      return static_cast<int>(random.below(static_cast<std::uint32_t>(bound),
                                           static_cast<std::uint64_t>(epoch),
                                           static_cast<std::uint32_t>(l), unit++));
    };
    for (int t = 0; t < 11 + epoch; ++t) {
      for (std::size_t f = 0; f < config.fields.size(); ++f) {
        lanes[l].fields.push_back(draw(field_range(config, static_cast<int>(f))));
      }
      for (const HeadConfig& head : config.heads) lanes[l].targets.push_back(draw(head.classes));
      lanes[l].begins.push_back(t == 0 || draw(5) == 0 ? 1 : 0);
    }
  }
  return lanes;
}

void expect_same_sequences(const NetworkConfig& config, const TrainerOptions& options,
                           const TrainingPlan& plan, bool measured, std::size_t steps) {
  const std::vector<Lane> held_out = measured ? random_lanes(config, 20) : std::vector<Lane>();
  expect_same_from_anywhere(
      [&](const Continuation& continuation, int number) {
        ThreadPool pool(1 + number % 3);
        Trainer trainer(config, options, isa_of(number), pool);
        trainer.set_parameters(initial_parameters(config, plan.seed));
        LaneSource source(trainer,
                          {[&](int epoch) { return random_lanes(config, epoch); },
                           [](int epoch) { return static_cast<std::size_t>(11 + epoch); }},
                          plan.batches);
        return run_training(trainer, source, held_out_lanes(held_out), plan, {}, kNever,
                            continuation);
      },
      steps);
}

const TrainingPlan kThreeEpochs{
    .epochs = 3,
    .seed = 9,
    .schedule = {.learning_rate = 0.01, .warmup = 3, .decay = Decay::kCosine}};

TEST(Continuation, OfSequences) {
  expect_same_sequences(plain_sequence_config(), {.lanes = 3, .steps = 4}, kThreeEpochs, false, 10);
  expect_same_sequences(plain_sequence_config(), {.lanes = 4, .steps = 4}, kThreeEpochs, true, 10);
}

TEST(Continuation, OfEverythingANetworkCanHave) {
  TrainerOptions options{.lanes = 3, .steps = 4};
  options.weight_decay = 0.01;
  options.clip_norm = 0.5;
  options.average = 0.8;
  TrainingPlan plan = kThreeEpochs;
  plan.evaluate_every = 3;
  expect_same_sequences(rich_sequence_config(2, true), options, plan, true, 10);
}

TEST(Continuation, OfARunThatStopsEarly) {
  TrainingPlan plan = kThreeEpochs;
  plan.epochs = 20;
  plan.schedule.learning_rate = 0.05;
  plan.evaluate_every = 1;
  plan.patience = 3;
  const NetworkConfig config = plain_sequence_config();
  std::uint64_t steps = 0;
  {
    ThreadPool pool(1);
    Trainer trainer(config, {.lanes = 3, .steps = 4}, engine::Isa::kPortable, pool);
    trainer.set_parameters(initial_parameters(config, plan.seed));
    LaneSource source(trainer,
                      {[&](int epoch) { return random_lanes(config, epoch); },
                       [](int epoch) { return static_cast<std::size_t>(11 + epoch); }},
                      plan.batches);
    const std::vector<Lane> held_out = random_lanes(config, 20);
    const auto outcome = run_training(trainer, source, held_out_lanes(held_out), plan, {}, kNever);
    ASSERT_TRUE(outcome.ok());
    ASSERT_EQ(outcome->end, TrainingEnd::kStoppedEarly);
    steps = outcome->steps;
  }
  expect_same_sequences(config, {.lanes = 3, .steps = 4}, plan, true, steps);
}

}  // namespace
}  // namespace bach
