// Thirty steps of training, repeated from a run stored by tools/make_torch_reference.py.
#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "base/file.h"
#include "lm/safetensors.h"
#include "lm/window_config.h"
#include "reference/adam.h"
#include "reference/network.h"

namespace bach {
namespace {

constexpr int kSteps = 30, kBatch = 4;

constexpr int kWindow = 5, kUnits = 8;

NetworkConfig config_of(int layers) {
  return window_network({11, kWindow, layers, kUnits, kUnits, 0.3});
}

// The stored windows from `first` on: [B][T] rows, [B] targets.
Batch batch_at(const std::vector<int>& rows, const std::vector<int>& targets, std::size_t first) {
  Batch batch;
  batch.lanes = kBatch;
  batch.steps = kWindow;
  batch.fields.resize(kBatch * kWindow);
  batch.targets.assign(kBatch * kWindow, -1);
  batch.weights.assign(kBatch * kWindow, 1.0f);
  for (std::size_t lane = 0; lane < kBatch; ++lane) {
    for (std::size_t t = 0; t < kWindow; ++t) {
      batch.fields[t * kBatch + lane] = rows[(first + lane) * kWindow + t];
    }
    batch.targets[(kWindow - 1) * kBatch + lane] = targets[first + lane];
  }
  return batch;
}

template <typename T>
std::vector<T> numbers(const Safetensors& file, const std::string& name) {
  const SafetensorsTensor* tensor = file.find(name);
  if (tensor == nullptr || tensor->bytes.empty()) return {};
  std::vector<T> values(tensor->bytes.size() / sizeof(T));
  std::memcpy(values.data(), tensor->bytes.data(), tensor->bytes.size());
  return values;
}

// One step's part of a mask stored as 0 and 1.
std::vector<float> mask_at(const std::vector<std::uint8_t>& kept, std::size_t at,
                           std::size_t size) {
  std::vector<float> mask(size);
  for (std::size_t k = 0; k < size; ++k) mask[k] = kept[at + k] != 0 ? 1 / 0.7f : 0.0f;
  return mask;
}

class TorchRun : public ::testing::TestWithParam<int> {};

TEST_P(TorchRun, GivesTheSameLossesAndWeights) {
  const int layers = GetParam();
  const NetworkConfig config = config_of(layers);
  const auto bytes = read_file(std::string(BACH_TEST_DATA "/torch_") + std::to_string(layers) +
                               (layers == 1 ? "_layer.safetensors" : "_layers.safetensors"));
  ASSERT_TRUE(bytes.ok()) << bytes.error().message;
  const auto file = parse_safetensors(*bytes, "torch run");
  ASSERT_TRUE(file.ok()) << file.error().message;

  const ParameterLayout layout(config);
  std::vector<float> parameters(layout.size()), gradients(layout.size());
  for (const TensorSlot& slot : layout.tensors()) {
    const auto initial = numbers<float>(*file, "initial." + slot.name);
    ASSERT_EQ(initial.size(), slot.size) << slot.name;
    std::copy(initial.begin(), initial.end(), parameters.data() + slot.offset);
  }
  const auto rows = numbers<int>(*file, "rows"), targets = numbers<int>(*file, "targets");
  const auto head = numbers<std::uint8_t>(*file, "head_masks");
  const auto between = numbers<std::uint8_t>(*file, "between_masks");
  const auto losses = numbers<float>(*file, "losses");
  ASSERT_EQ(losses.size(), std::size_t{kSteps});

  ReferenceNetwork<float> network(config);
  Adam<float> adam(layout.size());
  const std::size_t hidden = kBatch * kWindow * kUnits;
  for (std::size_t step = 0; step < kSteps; ++step) {
    NetworkMasks<float> masks;
    masks.recurrent.resize(static_cast<std::size_t>(layers));
    masks.heads = {mask_at(head, step * kBatch * kUnits, kBatch * kUnits)};
    for (std::size_t l = 0; l + 1 < static_cast<std::size_t>(layers); ++l) {
      const std::size_t at = (step * static_cast<std::size_t>(layers - 1) + l) * hidden;
      masks.between.push_back(mask_at(between, at, hidden));
    }
    const Batch batch = batch_at(rows, targets, step * kBatch);
    NetworkState<float> state(config, kBatch);
    network.set_parameters(parameters);
    network.forward(batch, &masks, state);
    EXPECT_NEAR(network.loss(batch), losses[step], 1e-5) << "step " << step;
    network.backward(batch, &masks, gradients);
    adam.step(parameters, gradients);
  }

  for (const TensorSlot& slot : layout.tensors()) {
    const auto final_weights = numbers<float>(*file, "final." + slot.name);
    ASSERT_EQ(final_weights.size(), slot.size) << slot.name;
    for (std::size_t k = 0; k < slot.size; ++k) {
      EXPECT_NEAR(parameters[slot.offset + k], final_weights[k], 1e-5) << slot.name << " " << k;
    }
  }
  network.set_parameters(parameters);
  NetworkState<float> state(config, kBatch);
  network.forward(batch_at(rows, targets, 0), nullptr, state);
  const auto logits = network.logits(0).last(kBatch * 11);
  const auto expected = numbers<float>(*file, "logits");
  ASSERT_EQ(expected.size(), logits.size());
  for (std::size_t k = 0; k < logits.size(); ++k) EXPECT_NEAR(logits[k], expected[k], 1e-5) << k;
}

INSTANTIATE_TEST_SUITE_P(Layers, TorchRun, ::testing::Values(1, 2));

}  // namespace
}  // namespace bach
