// The gradients of networks over sequences against central finite differences, tensor by tensor,
// in double, with a state carried in and beginnings inside the batch. Windows have neither.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "lm/small_sequence.h"
#include "reference/network.h"

namespace bach {
namespace {

constexpr int kGradientLanes = 3;
constexpr int kGradientSteps = 5;

struct GradientCase {
  std::string name;
  NetworkConfig config;
};

class NetworkGradient : public ::testing::TestWithParam<GradientCase> {};

TEST_P(NetworkGradient, OfEveryTensorAgreesWithFiniteDifferences) {
  const NetworkConfig& config = GetParam().config;
  ASSERT_TRUE(validate(config).ok()) << validate(config).error().message;
  const ParameterLayout layout(config);
  auto narrow = initial_parameters(config, 9);
  std::vector<double> block(narrow.begin(), narrow.end());
  // Away from zero, where some tensors start.
  for (std::size_t k = 0; k < block.size(); ++k)
    block[k] += 0.02 * std::cos(static_cast<double>(k));
  ASSERT_TRUE(config.window == 0 || config.window == kGradientSteps);
  const Batch before = random_sequence_batch(config, kGradientLanes, 2, 1);
  Batch batch = random_sequence_batch(config, kGradientLanes, kGradientSteps, 2);
  drop_fields(config, 5, 17, batch);
  const auto masks = draw_masks<double>(config, kGradientLanes, kGradientSteps, 5, 17);

  ReferenceNetwork<double> network(config);
  network.set_parameters(block);
  NetworkState<double> carried(config, kGradientLanes);
  if (config.window == 0) network.forward(before, nullptr, carried);
  EXPECT_EQ(carried.cell.back() == NetworkState<double>(config, kGradientLanes).cell.back(),
            config.window > 0);
  const auto loss = [&] {
    NetworkState<double> state = carried;
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
    Networks, NetworkGradient,
    ::testing::Values(GradientCase{"Plain", plain_sequence_config()},
                      GradientCase{"Rich", rich_sequence_config(1, false)},
                      GradientCase{"RichTwoLayers", rich_sequence_config(2, false)},
                      GradientCase{"RichWithDropout", rich_sequence_config(1, true)},
                      GradientCase{"RichThreeLayersWithDropout", rich_sequence_config(3, true)},
                      GradientCase{"Windows", window_sequence_config(1, false)},
                      GradientCase{"WindowsWithDropout", window_sequence_config(1, true)},
                      GradientCase{"WindowsTwoLayers", window_sequence_config(2, false)},
                      GradientCase{"WindowsThreeLayersWithDropout",
                                   window_sequence_config(3, true)}),
    [](const auto& tested) { return tested.param.name; });

TEST(ReferenceNetwork, CarriesItsStateFromBatchToBatch) {
  const NetworkConfig config = rich_sequence_config(2, false);
  const auto narrow = initial_parameters(config, 9);
  const std::vector<double> block(narrow.begin(), narrow.end());
  Batch whole = random_sequence_batch(config, kGradientLanes, 6, 3);
  ReferenceNetwork<double> network(config);
  network.set_parameters(block);
  NetworkState<double> state(config, kGradientLanes);
  network.forward(whole, nullptr, state);
  const std::vector<double> expected(network.logits(1).begin(), network.logits(1).end());

  NetworkState<double> carried(config, kGradientLanes);
  std::vector<double> parts;
  for (int first = 0; first < 6; first += 2) {
    Batch part = whole;
    const auto cut = [&](auto& list, std::size_t columns) {
      const auto begin =
          list.begin() + static_cast<std::ptrdiff_t>(columns) * first * kGradientLanes;
      list = {begin, begin + static_cast<std::ptrdiff_t>(columns) * 2 * kGradientLanes};
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

TEST(ReferenceNetwork, AWindowStartsFromZero) {
  const NetworkConfig config = window_sequence_config(2, false);
  const auto narrow = initial_parameters(config, 9);
  const std::vector<double> block(narrow.begin(), narrow.end());
  const Batch batch = random_sequence_batch(config, kGradientLanes, kGradientSteps, 3);
  ReferenceNetwork<double> network(config);
  network.set_parameters(block);
  NetworkState<double> state(config, kGradientLanes);
  network.forward(batch, nullptr, state);
  const std::vector<double> expected(network.logits(0).begin(), network.logits(0).end());
  EXPECT_NE(state.cell[0], NetworkState<double>(config, kGradientLanes).cell[0]);
  network.forward(batch, nullptr, state);
  EXPECT_EQ(std::vector<double>(network.logits(0).begin(), network.logits(0).end()), expected);
}

TEST(ReferenceNetwork, ABeginningForgetsTheStateCarriedIn) {
  const NetworkConfig config = rich_sequence_config(1, false);
  const auto narrow = initial_parameters(config, 9);
  const std::vector<double> block(narrow.begin(), narrow.end());
  Batch batch = random_sequence_batch(config, 1, 3, 3);
  batch.begins = {1, 0, 0};
  ReferenceNetwork<double> network(config);
  network.set_parameters(block);
  NetworkState<double> fresh(config, 1), used(config, 1);
  for (double& h : used.hidden[0]) h = 0.5;
  for (double& c : used.cell[0]) c = -0.5;
  network.forward(batch, nullptr, fresh);
  const std::vector<double> expected(network.logits(0).begin(), network.logits(0).end());
  network.forward(batch, nullptr, used);
  EXPECT_EQ(std::vector<double>(network.logits(0).begin(), network.logits(0).end()), expected);
}

}  // namespace
}  // namespace bach
