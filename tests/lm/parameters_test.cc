#include "lm/parameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ModelConfig, RefusesNumbersOutOfRange) {
  EXPECT_TRUE(validate(ModelConfig{}).ok());
  const auto message = [](auto change) {
    ModelConfig config;
    change(config);
    const Status status = validate(config);
    return status.ok() ? std::string("accepted") : status.error().message;
  };
  EXPECT_THAT(message([](ModelConfig& c) { c.layers = 0; }), HasSubstr("layers is 0"));
  EXPECT_THAT(message([](ModelConfig& c) { c.layers = 9; }), HasSubstr("1 to 8"));
  EXPECT_THAT(message([](ModelConfig& c) { c.hidden = 4097; }), HasSubstr("hidden is 4097"));
  EXPECT_THAT(message([](ModelConfig& c) { c.vocabulary = -1; }), HasSubstr("vocabulary"));
  EXPECT_THAT(message([](ModelConfig& c) { c.dropout = 1; }), HasSubstr("below 1"));
  EXPECT_THAT(message([](ModelConfig& c) { c.dropout = std::nan(""); }), HasSubstr("dropout"));
}

TEST(ParameterLayout, OfTheNotebookIsPyTorchs) {
  const ParameterLayout layout(ModelConfig{});
  EXPECT_EQ(layout.size(), 431183u);
  std::vector<std::string> names;
  std::size_t offset = 0;
  for (const TensorSlot& slot : layout.tensors()) {
    names.push_back(slot.name);
    EXPECT_EQ(slot.offset, offset) << slot.name;
    offset += slot.size;
  }
  EXPECT_EQ(offset, layout.size());
  EXPECT_THAT(names, ElementsAre("lstm.weight_ih_l0", "lstm.weight_hh_l0", "lstm.bias_ih_l0",
                                 "lstm.bias_hh_l0", "lin_1.weight", "lin_1.bias", "lin_2.weight",
                                 "lin_2.bias"));
  EXPECT_THAT(layout.find("lstm.weight_ih_l0")->shape, ElementsAre(1024, 79));
  EXPECT_THAT(layout.find("lin_2.bias")->shape, ElementsAre(79));
  EXPECT_EQ(layout.find("lin_3.bias"), nullptr);
}

TEST(ParameterLayout, GrowsByALayer) {
  ModelConfig config;
  config.layers = 2;
  const ParameterLayout layout(config);
  EXPECT_EQ(layout.size(), 431183u + 2 * 1024 * 256 + 2 * 1024);
  EXPECT_THAT(layout.find("lstm.weight_ih_l1")->shape, ElementsAre(1024, 256));
}

TEST(InitialParameters, FillPyTorchsRangesEvenly) {
  ModelConfig config;
  config.hidden = 64;
  config.dense = 16;
  const ParameterLayout layout(config);
  const auto block = initial_parameters(layout, 42);
  for (const TensorSlot& slot : layout.tensors()) {
    const auto [least, most] =
        std::minmax_element(block.begin() + static_cast<std::ptrdiff_t>(slot.offset),
                            block.begin() + static_cast<std::ptrdiff_t>(slot.offset + slot.size));
    const float bound = slot.name.starts_with("lin_2") ? 0.25f : 0.125f;
    EXPECT_GE(*least, -bound) << slot.name;
    EXPECT_LE(*most, bound) << slot.name;
    if (slot.size > 500) {
      EXPECT_LT(*least, -0.98f * bound) << slot.name;
      EXPECT_GT(*most, 0.98f * bound) << slot.name;
    }
  }
  EXPECT_EQ(block, initial_parameters(layout, 42));
  EXPECT_NE(block, initial_parameters(layout, 43));
}

TEST(NetworkView, PointsAtTheNamedTensors) {
  ModelConfig config;
  config.layers = 2;
  const ParameterLayout layout(config);
  std::vector<float> block(layout.size());
  const NetworkView<float> view = view_network(config, block.data());
  const auto at = [&](const char* name) { return block.data() + layout.find(name)->offset; };
  ASSERT_EQ(view.lstm.size(), 2u);
  EXPECT_EQ(view.lstm[0].weight_ih, at("lstm.weight_ih_l0"));
  EXPECT_EQ(view.lstm[0].bias_hh, at("lstm.bias_hh_l0"));
  EXPECT_EQ(view.lstm[1].weight_hh, at("lstm.weight_hh_l1"));
  EXPECT_EQ(view.lin_1.weight, at("lin_1.weight"));
  EXPECT_EQ(view.lin_2.bias, at("lin_2.bias"));
}

}  // namespace
}  // namespace bach
