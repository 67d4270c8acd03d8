#include "lm/window_predictor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "lm/small_model.h"
#include "lm/window_network.h"

namespace bach {
namespace {

using engine::Isa;

class OnEachIsa : public ::testing::TestWithParam<Isa> {
 protected:
  void SetUp() override {
    if (!engine::isa_available(GetParam())) {
      GTEST_SKIP() << "this processor lacks " << engine::isa_name(GetParam());
    }
  }
};

std::vector<float> copy(std::span<const float> numbers) { return {numbers.begin(), numbers.end()}; }

TEST_P(OnEachIsa, PredictsAsTheReferenceDoes) {
  const Model model = model_of(small_config(2));
  WindowPredictor predictor(model, GetParam());
  EXPECT_EQ(predictor.window(), 5);
  EXPECT_EQ(predictor.vocabulary(), 11);
  WindowNetwork<float> network(model.config);
  network.set_parameters(model.parameters);
  for (const auto& start : model.card.starts) {
    const auto expected = network.forward(start);
    const auto logits = predictor.logits(start);
    ASSERT_EQ(logits.size(), 11u);
    for (std::size_t v = 0; v < 11; ++v) EXPECT_NEAR(logits[v], expected[v], 1e-6);
  }
}

TEST_P(OnEachIsa, GivesTheSameBitsEveryTimeAndAmongOthers) {
  ModelConfig config = small_config(2);
  config.hidden = 40;
  const Model model = model_of(config);
  WindowPredictor portable(model, Isa::kPortable);
  WindowPredictor alone(model, GetParam());
  WindowPredictor many(model, GetParam(), 9);
  const auto rows = random_rows(9 * config.window, config.vocabulary, 5);
  const auto together = copy(many.logits(rows));
  ASSERT_EQ(together.size(), 9u * 11u);
  for (std::size_t n = 0; n < 9; ++n) {
    const auto window = std::span(rows).subspan(n * 5, 5);
    const auto expected = copy(portable.logits(window));
    EXPECT_EQ(copy(alone.logits(window)), expected);
    EXPECT_TRUE(std::equal(expected.begin(), expected.end(), together.data() + n * 11));
  }
  // Fewer than it could take.
  const auto two = copy(many.logits(std::span(rows).first(10)));
  EXPECT_TRUE(std::equal(two.begin(), two.end(), together.begin()));
}

TEST_P(OnEachIsa, HearsTheOrderOfTheNotes) {
  const Model model = model_of(small_config(1));
  WindowPredictor predictor(model, GetParam());
  const std::vector<int> up = {1, 2, 3, 4, 5}, down = {5, 4, 3, 2, 1};
  const auto rising = copy(predictor.logits(up));
  EXPECT_NE(copy(predictor.logits(down)), rising);
}

INSTANTIATE_TEST_SUITE_P(WindowPredictor, OnEachIsa, ::testing::ValuesIn(engine::all_isas()),
                         [](const auto& tested) {
                           return std::string(engine::isa_name(tested.param));
                         });

}  // namespace
}  // namespace bach
