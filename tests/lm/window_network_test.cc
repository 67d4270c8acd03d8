#include "lm/window_network.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "lm/small_model.h"

namespace bach {
namespace {

TEST(WindowNetwork, TreatsEachWindowOfABatchAlone) {
  const ModelConfig config = small_config(2);
  const auto block = initial_parameters(ParameterLayout(config), 2);
  const auto rows = random_rows(4 * config.window, config.vocabulary, 0);
  WindowNetwork<float> network(config);
  network.set_parameters(block);
  const auto together = network.forward(rows);
  const std::vector<float> kept(together.begin(), together.end());
  for (std::size_t b = 0; b < 4; ++b) {
    const auto alone = network.forward(std::span(rows).subspan(b * 5, 5));
    EXPECT_TRUE(std::equal(alone.begin(), alone.end(), kept.begin() + static_cast<int>(b) * 11));
  }
}

TEST(WindowNetwork, ForgetsTheLastBatch) {
  const ModelConfig config = small_config(1);
  const auto block = initial_parameters(ParameterLayout(config), 2);
  const auto rows = random_rows(2 * config.window, config.vocabulary, 0);
  WindowNetwork<float> used(config), fresh(config);
  used.set_parameters(block);
  fresh.set_parameters(block);
  used.forward(random_rows(7 * config.window, config.vocabulary, 1));
  const auto a = used.forward(rows), b = fresh.forward(rows);
  EXPECT_TRUE(std::equal(a.begin(), a.end(), b.begin(), b.end()));
}

TEST(DropoutMasks, HaveTheSitesOfTheNetwork) {
  const ModelConfig config = small_config(3);
  DropoutMasks<float> masks;
  draw_masks(config, 4, 1, 0, masks);
  ASSERT_EQ(masks.between.size(), 2u);
  EXPECT_EQ(masks.between[0].size(), 4u * 5 * 6);
  EXPECT_EQ(masks.head.size(), 4u * 7);
  EXPECT_NE(masks.between[0], masks.between[1]);
  ModelConfig without = config;
  without.dropout = 0;
  draw_masks(without, 4, 1, 0, masks);
  EXPECT_TRUE(masks.between.empty());
  EXPECT_TRUE(masks.head.empty());
}

}  // namespace
}  // namespace bach
