// The network's gradients against central finite differences, tensor by tensor, in double.
#include <gtest/gtest.h>

#include <cmath>

#include "lm/small_model.h"
#include "lm/window_network.h"

namespace bach {
namespace {

constexpr int kBatch = 3;

struct Case {
  int layers;
  bool dropout;
};

class Gradient : public ::testing::TestWithParam<Case> {};

TEST_P(Gradient, OfEveryTensorAgreesWithFiniteDifferences) {
  const ModelConfig config = small_config(GetParam().layers);
  const ParameterLayout layout(config);
  const auto narrow = initial_parameters(layout, 9);
  std::vector<double> block(narrow.begin(), narrow.end());
  const auto rows = random_rows(kBatch * config.window, config.vocabulary, 0);
  const auto targets = random_rows(kBatch, config.vocabulary, 1);
  DropoutMasks<double> drawn;
  draw_masks(config, kBatch, 5, 17, drawn);
  const DropoutMasks<double>* masks = GetParam().dropout ? &drawn : nullptr;

  WindowNetwork<double> network(config);
  const auto loss = [&] {
    network.set_parameters(block);
    network.forward(rows, masks);
    return network.loss(targets) / kBatch;
  };
  loss();
  std::vector<double> gradients(block.size());
  network.backward(targets, masks, gradients);

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

INSTANTIATE_TEST_SUITE_P(Networks, Gradient,
                         ::testing::Values(Case{1, false}, Case{1, true}, Case{2, false},
                                           Case{2, true}, Case{3, true}),
                         [](const auto& tested) {
                           return std::to_string(tested.param.layers) + "Layers" +
                                  (tested.param.dropout ? "WithDropout" : "");
                         });

}  // namespace
}  // namespace bach
