#include <gtest/gtest.h>

#include <cmath>

#include "app/model/load.h"
#include "app/model/shipped.h"
#include "app/train.h"
#include "base/sha256.h"
#include "lm/model_file.h"

namespace bach {
namespace {

const Cancellation kNever;

TrainingSession session_of(const TrainOptions& options) {
  auto session = TrainingSession::prepare(options, {}, kNever);
  EXPECT_TRUE(session.ok());
  return std::move(*session);
}

// As in tools/make_model.sh.
TrainOptions recipe() {
  TrainOptions options = train_options().defaults("suite");
  options.also = {"violin", "keyboard"};
  options.epochs = 28;
  options.alone = 10;
  options.hidden = 320;
  return options;
}

TEST(ShippedModel, IsASuiteModelInHalfPrecision) {
  const auto model = load_suite_model("");
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_EQ(encode_model(*model, WeightType::kFloat16),
            std::vector<std::uint8_t>(shipped_model_bytes().begin(), shipped_model_bytes().end()));
}

TEST(ShippedModel, CameFromTheRecipeAndTheMusicInTheProgram) {
  const auto shipped = shipped_model();
  ASSERT_TRUE(shipped.ok());
  const TrainingSession session = session_of(recipe());
  TrainingOutcome outcome;
  outcome.parameters = shipped->parameters;
  outcome.parameters_step = shipped->card.steps;
  const Model made = session.model(outcome);
  EXPECT_EQ(made.card, shipped->card) << "run tools/make_model.sh";
  EXPECT_EQ(made.config, shipped->config) << "run tools/make_model.sh";
  EXPECT_EQ(made.attachments, shipped->attachments) << "run tools/make_model.sh";
}

// The first steps of the training that made it. Whoever changes this number changes the model:
// tools/make_model.sh makes it again.
TEST(ShippedModel, TheRecipeBeginsAsItDidWhenTheModelWasMade) {
  TrainOptions options = recipe();
  options.epochs = 1;
  options.alone = 0;
  options.batches = 3;
  TrainingSession session = session_of(options);
  const auto outcome = session.run({}, kNever);
  ASSERT_TRUE(outcome.ok());
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(outcome->parameters.data());
  EXPECT_EQ(sha256_hex({bytes, outcome->parameters.size() * sizeof(float)}),
            "bc8febfae78f5357b10219ce5f31e0c193e77fb31aeb1e37aab87cbcd3880d73");
}

}  // namespace
}  // namespace bach
