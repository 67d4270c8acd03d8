#include "train/engine_stepper.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <vector>

#include "base/random.h"
#include "lm/parameters.h"
#include "train/reference_stepper.h"

namespace bach {
namespace {

ModelConfig small_network(int layers) {
  ModelConfig config;
  config.vocabulary = 19;
  config.window = 6;
  config.layers = layers;
  config.hidden = 24;
  config.dense = 20;
  return config;
}

std::vector<int> draw(std::size_t count, int bound, std::uint64_t step) {
  const CounterRandom random(2, Purpose::kProgress);
  std::vector<int> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = static_cast<int>(
        random.below(static_cast<std::uint32_t>(bound), step, 0, static_cast<std::uint32_t>(i)));
  }
  return out;
}

// Dropout, gradients and Adam of both must agree for this to hold over many steps.
TEST(EngineStepper, FollowsTheReferenceStepByStep) {
  for (const int layers : {1, 2}) {
    const ModelConfig config = small_network(layers);
    const int batch = 10;
    const auto parameters = initial_parameters(ParameterLayout(config), 3);
    ReferenceStepper reference(config, batch, 77, parameters);
    EngineStepper stepper(config, {.batch_size = batch, .seed = 77, .threads = 2}, parameters);
    EXPECT_EQ(stepper.batch_size(), batch);
    for (std::uint64_t step = 0; step < 40; ++step) {
      const auto rows =
          draw(static_cast<std::size_t>(batch * config.window), config.vocabulary, 2 * step);
      const auto targets = draw(static_cast<std::size_t>(batch), config.vocabulary, 2 * step + 1);
      ASSERT_NEAR(stepper.step(rows, targets, step), reference.step(rows, targets, step), 1e-5);
      ASSERT_NEAR(stepper.evaluate(rows, targets), reference.evaluate(rows, targets), 1e-4);
    }
    std::vector<float> mine(parameters.size()), theirs(parameters.size());
    stepper.export_parameters(mine);
    reference.export_parameters(theirs);
    for (std::size_t k = 0; k < mine.size(); ++k) ASSERT_NEAR(mine[k], theirs[k], 2e-4);
  }
}

TEST(EngineStepper, RefusesAnInstructionSetItDoesNotKnow) {
  const ModelConfig config = small_network(1);
  const auto parameters = initial_parameters(ParameterLayout(config), 3);
  const char* before = std::getenv("BACH_FORCE_ISA");
  const std::string kept = before == nullptr ? "" : before;
  setenv("BACH_FORCE_ISA", "mmx", 1);
  const auto refused = EngineStepper::create(config, {}, parameters);
  setenv("BACH_FORCE_ISA", "portable", 1);
  const auto made = EngineStepper::create(config, {}, parameters);
  setenv("BACH_FORCE_ISA", kept.c_str(), 1);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(made.ok());
}

}  // namespace
}  // namespace bach
