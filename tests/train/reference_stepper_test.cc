#include "train/reference_stepper.h"

#include <gtest/gtest.h>

#include <numeric>

#include "lm/parameters.h"
#include "train/loop.h"

namespace bach {
namespace {

ModelConfig small_config() {
  ModelConfig config;
  config.vocabulary = 12;
  config.window = 4;
  config.hidden = 16;
  config.dense = 16;
  return config;
}

// A tune that goes round in a circle of twelve by steps of five: easy to learn.
struct Circle {
  Circle() {
    for (int k = 0; k < 64; ++k) rows.push_back(k * 5 % 12);
    starts.resize(60);
    std::iota(starts.begin(), starts.end(), 0u);
  }
  WindowSet windows() const { return {rows, starts, 4}; }

  std::vector<int> rows;
  std::vector<std::uint32_t> starts;
};

TrainingOutcome trained(const ModelConfig& config, std::uint64_t seed, int steps) {
  const Circle circle;
  const ParameterLayout layout(config);
  ReferenceStepper stepper(config, 8, seed, initial_parameters(layout, seed));
  const TrainingPlan plan{.epochs = 1, .batches = steps, .seed = seed};
  return *train(circle.windows(), nullptr, layout.size(), plan, stepper, {}, Cancellation{});
}

TEST(ReferenceStepper, LearnsATune) {
  const Circle circle;
  const ModelConfig config = small_config();
  const ParameterLayout layout(config);
  ReferenceStepper stepper(config, 8, 1, initial_parameters(layout, 1));
  const double before = mean_loss(circle.windows(), stepper);
  EXPECT_NEAR(before, 2.48, 0.2);  // ln 12: it knows nothing
  const auto outcome = train(circle.windows(), nullptr, layout.size(),
                             {.epochs = 1, .batches = 1000}, stepper, {}, Cancellation{});
  ASSERT_TRUE(outcome.ok());
  EXPECT_LT(mean_loss(circle.windows(), stepper), 0.1);
}

TEST(ReferenceStepper, IsDecidedByItsSeed) {
  for (const int layers : {1, 2}) {
    ModelConfig config = small_config();
    config.layers = layers;
    const auto once = trained(config, 42, 20);
    EXPECT_EQ(once.parameters, trained(config, 42, 20).parameters);
    EXPECT_NE(once.parameters, trained(config, 43, 20).parameters);
  }
}

TEST(ReferenceStepper, IsNotChangedByBeingMeasured) {
  const Circle circle;
  const ModelConfig config = small_config();
  const ParameterLayout layout(config);
  ReferenceStepper measured(config, 8, 1, initial_parameters(layout, 1));
  ReferenceStepper left_alone(config, 8, 1, initial_parameters(layout, 1));
  const std::vector<int> rows = {0, 5, 10, 3, 5, 10, 3, 8}, targets = {8, 1};
  for (std::uint64_t step = 0; step < 5; ++step) {
    mean_loss(circle.windows(), measured);
    EXPECT_EQ(measured.step(rows, targets, step), left_alone.step(rows, targets, step));
  }
}

TEST(ReferenceStepper, DropsOtherUnitsInEveryStep) {
  // The same weights and windows: only the masks can change the loss.
  const ModelConfig config = small_config();
  const ParameterLayout layout(config);
  const std::vector<int> rows = {0, 5, 10, 3}, targets = {8};
  const auto first_loss = [&](std::uint64_t seed, std::uint64_t step) {
    ReferenceStepper stepper(config, 1, seed, initial_parameters(layout, 1));
    return stepper.step(rows, targets, step);
  };
  EXPECT_EQ(first_loss(1, 0), first_loss(1, 0));
  EXPECT_NE(first_loss(1, 0), first_loss(1, 1));
  EXPECT_NE(first_loss(1, 0), first_loss(2, 0));
}

}  // namespace
}  // namespace bach
