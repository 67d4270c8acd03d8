#include "train/batches.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace bach {
namespace {

std::vector<std::size_t> batch_of(BatchDrawer& drawer, std::uint64_t step) {
  std::vector<std::size_t> batch;
  drawer.draw(step, batch);
  return batch;
}

TEST(Batches, HoldDistinctWindows) {
  BatchDrawer drawer(100, 64, 42);
  for (std::uint64_t step = 0; step < 200; ++step) {
    const auto batch = batch_of(drawer, step);
    EXPECT_EQ(batch.size(), 64u);
    EXPECT_EQ(std::set(batch.begin(), batch.end()).size(), 64u);
    EXPECT_LT(*std::max_element(batch.begin(), batch.end()), 100u);
  }
}

TEST(Batches, MayTakeAllWindowsThereAre) {
  BatchDrawer drawer(64, 64, 42);
  auto batch = batch_of(drawer, 0);
  EXPECT_FALSE(std::is_sorted(batch.begin(), batch.end()));
  std::sort(batch.begin(), batch.end());
  for (std::size_t k = 0; k < 64; ++k) EXPECT_EQ(batch[k], k);
}

TEST(Batches, AreDecidedBySeedAndStepAlone) {
  BatchDrawer drawer(23781, 64, 1), other(23781, 64, 1), another(23781, 64, 2);
  const auto first = batch_of(drawer, 0), second = batch_of(drawer, 1);
  EXPECT_NE(first, second);
  EXPECT_EQ(batch_of(other, 1), second);  // without having drawn step 0
  EXPECT_EQ(batch_of(drawer, 0), first);  // again
  EXPECT_NE(batch_of(another, 0), first);
}

TEST(Batches, GiveEveryWindowTheSameChance) {
  constexpr std::size_t kWindows = 50;
  BatchDrawer drawer(kWindows, 10, 7);
  std::vector<int> counts(kWindows);
  for (std::uint64_t step = 0; step < 5000; ++step) {
    for (const std::size_t window : batch_of(drawer, step)) ++counts[window];
  }
  for (const int count : counts) EXPECT_NEAR(count, 1000, 150);
}

}  // namespace
}  // namespace bach
