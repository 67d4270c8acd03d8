// The gradients of networks over sequences against central finite differences, tensor by tensor,
// in double, with a state carried in and beginnings inside the batch. Windows have neither.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "lm/sequence_network.h"
#include "lm/small_sequence.h"

namespace bach {
namespace {

constexpr int kLanes = 3;
constexpr int kSteps = 5;

struct Case {
  std::string name;
  SequenceConfig config;
};

class SequenceGradient : public ::testing::TestWithParam<Case> {};

TEST_P(SequenceGradient, OfEveryTensorAgreesWithFiniteDifferences) {
  const SequenceConfig& config = GetParam().config;
  ASSERT_TRUE(validate(config).ok()) << validate(config).error().message;
  const ParameterLayout layout(config);
  auto narrow = initial_parameters(config, 9);
  std::vector<double> block(narrow.begin(), narrow.end());
  // Away from zero, where some tensors start.
  for (std::size_t k = 0; k < block.size(); ++k)
    block[k] += 0.02 * std::cos(static_cast<double>(k));
  ASSERT_TRUE(config.window == 0 || config.window == kSteps);
  const SequenceBatch before = random_sequence_batch(config, kLanes, 2, 1);
  SequenceBatch batch = random_sequence_batch(config, kLanes, kSteps, 2);
  drop_fields(config, 5, 17, batch);
  const auto masks = draw_masks<double>(config, kLanes, kSteps, 5, 17);

  SequenceNetwork<double> network(config);
  network.set_parameters(block);
  SequenceState<double> carried(config, kLanes);
  if (config.window == 0) network.forward(before, nullptr, carried);
  EXPECT_EQ(carried.cell.back() == SequenceState<double>(config, kLanes).cell.back(),
            config.window > 0);
  const auto loss = [&] {
    SequenceState<double> state = carried;
    network.set_parameters(block);
    network.forward(batch, &masks, state);
    return network.loss(batch);
  };
  loss();
  std::vector<double> gradients(block.size());
  network.backward(batch, &masks, gradients);

  for (const TensorSlot& slot : layout.tensors()) {
    double difference = 0, norm = 0;
    for (std::size_t k = slot.offset; k < slot.offset + slot.size; ++k) {
      const double kept = block[k], nudge = 1e-5;
      block[k] = kept + nudge;
      const double above = loss();
      block[k] = kept - nudge;
      const double below = loss();
      block[k] = kept;
      const double expected = (above - below) / (2 * nudge);
      difference += (gradients[k] - expected) * (gradients[k] - expected);
      norm += expected * expected;
    }
    EXPECT_GT(norm, 1e-12) << slot.name << " does not matter";
    EXPECT_LT(std::sqrt(difference / norm), 1e-6) << slot.name;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Networks, SequenceGradient,
    ::testing::Values(Case{"Plain", plain_sequence_config()},
                      Case{"Rich", rich_sequence_config(1, false)},
                      Case{"RichTwoLayers", rich_sequence_config(2, false)},
                      Case{"RichWithDropout", rich_sequence_config(1, true)},
                      Case{"RichThreeLayersWithDropout", rich_sequence_config(3, true)},
                      Case{"Windows", window_sequence_config(1, false)},
                      Case{"WindowsWithDropout", window_sequence_config(1, true)},
                      Case{"WindowsTwoLayers", window_sequence_config(2, false)},
                      Case{"WindowsThreeLayersWithDropout", window_sequence_config(3, true)}),
    [](const auto& tested) { return tested.param.name; });

TEST(SequenceNetwork, CarriesItsStateFromBatchToBatch) {
  const SequenceConfig config = rich_sequence_config(2, false);
  const auto narrow = initial_parameters(config, 9);
  const std::vector<double> block(narrow.begin(), narrow.end());
  SequenceBatch whole = random_sequence_batch(config, kLanes, 6, 3);
  SequenceNetwork<double> network(config);
  network.set_parameters(block);
  SequenceState<double> state(config, kLanes);
  network.forward(whole, nullptr, state);
  const std::vector<double> expected(network.logits(1).begin(), network.logits(1).end());

  SequenceState<double> carried(config, kLanes);
  std::vector<double> parts;
  for (int first = 0; first < 6; first += 2) {
    SequenceBatch part = whole;
    const auto cut = [&](auto& list, std::size_t columns) {
      const auto begin = list.begin() + static_cast<std::ptrdiff_t>(columns) * first * kLanes;
      list = {begin, begin + static_cast<std::ptrdiff_t>(columns) * 2 * kLanes};
    };
    part.steps = 2;
    cut(part.fields, config.fields.size());
    cut(part.weights, 1);
    cut(part.begins, 1);
    network.forward(part, nullptr, carried);
    parts.insert(parts.end(), network.logits(1).begin(), network.logits(1).end());
  }
  EXPECT_EQ(parts, expected);
  EXPECT_EQ(carried.hidden, state.hidden);
}

TEST(SequenceNetwork, AWindowStartsFromZero) {
  const SequenceConfig config = window_sequence_config(2, false);
  const auto narrow = initial_parameters(config, 9);
  const std::vector<double> block(narrow.begin(), narrow.end());
  const SequenceBatch batch = random_sequence_batch(config, kLanes, kSteps, 3);
  SequenceNetwork<double> network(config);
  network.set_parameters(block);
  SequenceState<double> state(config, kLanes);
  network.forward(batch, nullptr, state);
  const std::vector<double> expected(network.logits(0).begin(), network.logits(0).end());
  EXPECT_NE(state.cell[0], SequenceState<double>(config, kLanes).cell[0]);
  network.forward(batch, nullptr, state);
  EXPECT_EQ(std::vector<double>(network.logits(0).begin(), network.logits(0).end()), expected);
}

TEST(SequenceNetwork, ABeginningForgetsTheStateCarriedIn) {
  const SequenceConfig config = rich_sequence_config(1, false);
  const auto narrow = initial_parameters(config, 9);
  const std::vector<double> block(narrow.begin(), narrow.end());
  SequenceBatch batch = random_sequence_batch(config, 1, 3, 3);
  batch.begins = {1, 0, 0};
  SequenceNetwork<double> network(config);
  network.set_parameters(block);
  SequenceState<double> fresh(config, 1), used(config, 1);
  for (double& h : used.hidden[0]) h = 0.5;
  for (double& c : used.cell[0]) c = -0.5;
  network.forward(batch, nullptr, fresh);
  const std::vector<double> expected(network.logits(0).begin(), network.logits(0).end());
  network.forward(batch, nullptr, used);
  EXPECT_EQ(std::vector<double>(network.logits(0).begin(), network.logits(0).end()), expected);
}

}  // namespace
}  // namespace bach
