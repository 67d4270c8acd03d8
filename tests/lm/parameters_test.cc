#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "lm/network_parameters.h"
#include "lm/window_config.h"

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(WindowConfig, RefusesNumbersOutOfRange) {
  EXPECT_TRUE(validate(WindowConfig{}).ok());
  const auto message = [](auto change) {
    WindowConfig config;
    change(config);
    const Status status = validate(config);
    return status.ok() ? std::string("accepted") : status.error().message;
  };
  EXPECT_THAT(message([](WindowConfig& c) { c.layers = 0; }), HasSubstr("layers is 0"));
  EXPECT_THAT(message([](WindowConfig& c) { c.layers = 9; }), HasSubstr("1 to 8"));
  EXPECT_THAT(message([](WindowConfig& c) { c.hidden = 4097; }), HasSubstr("hidden is 4097"));
  EXPECT_THAT(message([](WindowConfig& c) { c.vocabulary = -1; }), HasSubstr("vocabulary"));
  EXPECT_THAT(message([](WindowConfig& c) { c.dropout = 1; }), HasSubstr("below 1"));
  EXPECT_THAT(message([](WindowConfig& c) { c.dropout = std::nan(""); }), HasSubstr("dropout"));
}

TEST(ParameterLayout, OfTheNotebookIsPyTorchs) {
  const ParameterLayout layout(window_network({}));
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
  WindowConfig config;
  config.layers = 2;
  const ParameterLayout layout(window_network(config));
  EXPECT_EQ(layout.size(), 431183u + 2 * 1024 * 256 + 2 * 1024);
  EXPECT_THAT(layout.find("lstm.weight_ih_l1")->shape, ElementsAre(1024, 256));
}

TEST(InitialParameters, FillPyTorchsRangesEvenly) {
  WindowConfig config;
  config.hidden = 64;
  config.dense = 16;
  const ParameterLayout layout(window_network(config));
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
  WindowConfig config;
  config.layers = 2;
  const ParameterLayout layout(window_network(config));
  std::vector<float> block(layout.size());
  const NetworkView<float> view = view_sequence(window_network(config), block.data());
  const auto at = [&](const char* name) { return block.data() + layout.find(name)->offset; };
  ASSERT_EQ(view.lstm.size(), 2u);
  EXPECT_EQ(view.lstm[0].weight_ih, at("lstm.weight_ih_l0"));
  EXPECT_EQ(view.lstm[0].bias_hh, at("lstm.bias_hh_l0"));
  EXPECT_EQ(view.lstm[1].weight_hh, at("lstm.weight_hh_l1"));
  EXPECT_EQ(view.heads[0].hidden.weight, at("lin_1.weight"));
  EXPECT_EQ(view.heads[0].output.bias, at("lin_2.bias"));
}

}  // namespace
}  // namespace bach
