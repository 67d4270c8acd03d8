#include "lm/network_predictor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "lm/network_parameters.h"
#include "lm/small_model.h"
#include "lm/small_sequence.h"
#include "lm/trainer.h"
#include "nn/each_isa.h"
#include "reference/network.h"

namespace bach {
namespace {

constexpr int kStreamLanes = 5;
constexpr int kStreamSteps = 8;

class NetworkPrediction : public engine::EachIsa {
 protected:
  // The logits of all heads at all steps of lanes `first` … `first + count − 1` of the batch.
  std::vector<float> stream(int first, int count) {
    NetworkPredictor predictor(config_, parameters_, count, GetParam());
    const std::size_t columns = config_.fields.size();
    std::vector<float> out;
    for (int t = 0; t < kStreamSteps; ++t) {
      const auto row = static_cast<std::size_t>(t * kStreamLanes + first);
      for (int lane = 0; lane < count; ++lane) {
        if (batch_.begins[row + static_cast<std::size_t>(lane)] != 0) predictor.reset(lane);
      }
      const auto fields = std::span(batch_.fields)
                              .subspan(row * columns, static_cast<std::size_t>(count) * columns);
      predictor.advance(fields);
      for (std::size_t k = 0; k < config_.heads.size(); ++k) {
        std::vector<float> logits(static_cast<std::size_t>(count * config_.heads[k].classes));
        predictor.head(static_cast<int>(k), fields, logits);
        out.insert(out.end(), logits.begin(), logits.end());
      }
    }
    return out;
  }

  NetworkConfig config_ = rich_sequence_config(2, true);
  std::vector<float> parameters_ = initial_parameters(config_, 3);
  Batch batch_ = random_sequence_batch(config_, kStreamLanes, kStreamSteps, 4);
};

TEST_P(NetworkPrediction, IsThatOfTheReference) {
  const std::vector<double> wide(parameters_.begin(), parameters_.end());
  ReferenceNetwork<double> network(config_);
  network.set_parameters(wide);
  NetworkState<double> state(config_, kStreamLanes);
  network.forward(batch_, nullptr, state);
  const auto ours = stream(0, kStreamLanes);
  std::size_t at = 0;
  for (int t = 0; t < kStreamSteps; ++t) {
    for (std::size_t k = 0; k < config_.heads.size(); ++k) {
      const auto count = static_cast<std::size_t>(kStreamLanes * config_.heads[k].classes);
      const auto theirs = network.logits(k).subspan(static_cast<std::size_t>(t) * count, count);
      for (const double logit : theirs) EXPECT_NEAR(ours[at++], logit, 1e-5);
    }
  }
  EXPECT_EQ(at, ours.size());
}

TEST_P(NetworkPrediction, IsTheSameBitsAloneAndAmongOthers) {
  const auto together = stream(0, kStreamLanes);
  std::size_t classes = 0;
  for (const HeadConfig& head : config_.heads) classes += static_cast<std::size_t>(head.classes);
  for (int lane = 0; lane < kStreamLanes; ++lane) {
    const auto alone = stream(lane, 1);
    std::size_t from = 0, at = 0;
    for (int t = 0; t < kStreamSteps; ++t) {
      for (const HeadConfig& head : config_.heads) {
        const auto width = static_cast<std::size_t>(head.classes);
        for (std::size_t c = 0; c < width; ++c) {
          ASSERT_EQ(alone[at++], together[from + static_cast<std::size_t>(lane) * width + c]);
        }
        from += width * kStreamLanes;
      }
    }
    EXPECT_EQ(at, classes * kStreamSteps);
  }
}

TEST_P(NetworkPrediction, SeesTheChoicesOfEarlierHeads) {
  NetworkPredictor predictor(config_, parameters_, 1, GetParam());
  std::vector<int> fields(config_.fields.size(), 1);
  predictor.advance(fields);
  std::vector<float> before(6), after(6), pitch_before(13), pitch_after(13);
  predictor.head(0, fields, pitch_before);
  predictor.head(1, fields, before);
  fields[7] = 4;  // "chosen"
  predictor.head(0, fields, pitch_after);
  predictor.head(1, fields, after);
  EXPECT_EQ(pitch_before, pitch_after);
  EXPECT_NE(before, after);
}

TEST_P(NetworkPrediction, OfWindowsIsThatOfTheReference) {
  const Model model = model_of(small_config(2));
  NetworkPredictor predictor(model.config, model.parameters, 1, GetParam());
  ReferenceNetwork<float> network(model.config);
  network.set_parameters(model.parameters);
  Batch batch = random_sequence_batch(model.config, 1, 5, 1);
  for (const auto& start : model.card.starts) {
    batch.fields = start;
    NetworkState<float> state(model.config, 1);
    network.forward(batch, nullptr, state);
    const auto logits = predictor.after_windows(start);
    ASSERT_EQ(logits.size(), 11u);
    for (std::size_t v = 0; v < 11; ++v) EXPECT_NEAR(logits[v], network.logits(0)[44 + v], 1e-6);
  }
}

TEST_P(NetworkPrediction, OfWindowsIsTheSameBitsEveryTimeAndAmongOthers) {
  WindowConfig shape = small_config(2);
  shape.hidden = 40;
  const NetworkConfig config = window_network(shape);
  const auto parameters = initial_parameters(config, 1);
  NetworkPredictor portable(config, parameters, 1, engine::Isa::kPortable);
  NetworkPredictor alone(config, parameters, 1, GetParam());
  NetworkPredictor many(config, parameters, 9, GetParam());
  const auto copy = [](std::span<const float> numbers) {
    return std::vector<float>(numbers.begin(), numbers.end());
  };
  const auto rows = random_rows(9 * shape.window, shape.vocabulary, 5);
  const auto together = copy(many.after_windows(rows));
  ASSERT_EQ(together.size(), 9u * 11u);
  for (std::size_t n = 0; n < 9; ++n) {
    const auto window = std::span(rows).subspan(n * 5, 5);
    const auto expected = copy(portable.after_windows(window));
    EXPECT_EQ(copy(alone.after_windows(window)), expected);
    EXPECT_TRUE(std::equal(expected.begin(), expected.end(), together.data() + n * 11));
  }
  // Fewer than it could take.
  const auto two = copy(many.after_windows(std::span(rows).first(10)));
  EXPECT_TRUE(std::equal(two.begin(), two.end(), together.begin()));
  // The order of the rows is heard.
  EXPECT_NE(copy(alone.after_windows(std::vector{1, 2, 3, 4, 5})),
            copy(alone.after_windows(std::vector{5, 4, 3, 2, 1})));
}

INSTANTIATE_TEST_SUITE_P(NetworkPredictor, NetworkPrediction,
                         ::testing::ValuesIn(engine::all_isas()), engine::name_of_isa);

}  // namespace
}  // namespace bach
