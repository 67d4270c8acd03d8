#include "train/batch_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <set>

#include "lm/network_parameters.h"
#include "lm/small_sequence.h"

namespace bach {
namespace {

using ::testing::HasSubstr;

class WindowSources : public ::testing::Test {
 protected:
  WindowSources() : rows_(40), starts_(37) {
    std::iota(rows_.begin(), rows_.end(), 0);
    std::iota(starts_.begin(), starts_.end(), 0u);
    trainer_.set_parameters(initial_parameters(config_, 1));
  }
  WindowSet first(std::size_t count) const { return {rows_, std::span(starts_).first(count), 3}; }

  NetworkConfig config_ = window_network({40, 3, 1, 4, 4, 0});
  ThreadPool pool_{1};
  Trainer trainer_{config_, {.lanes = 4, .steps = 3}, engine::Isa::kPortable, pool_};
  std::vector<int> rows_;
  std::vector<std::uint32_t> starts_;
};

TEST_F(WindowSources, AreDistinctAndAskForWhatFollowsThem) {
  WindowSource source(trainer_, first(37), 5, 1);
  ASSERT_EQ(*source.begin_epoch(0), 5u);
  std::set<int> seen;
  Batch batch;
  for (std::uint64_t step = 0; step < 10; ++step) {
    ASSERT_TRUE(source.fill(step % 5, step, batch).ok());
    ASSERT_EQ(batch.lanes, 4);
    ASSERT_EQ(batch.steps, 3);
    std::set<int> starts;
    for (std::size_t lane = 0; lane < 4; ++lane) {
      const int start = batch.fields[lane];  // the rows count upward
      EXPECT_EQ(batch.fields[4 + lane], start + 1);
      EXPECT_EQ(batch.fields[8 + lane], start + 2);
      EXPECT_EQ(batch.targets[lane], -1);
      EXPECT_EQ(batch.targets[4 + lane], -1);
      EXPECT_EQ(batch.targets[8 + lane], start + 3);
      starts.insert(start);
    }
    EXPECT_EQ(starts.size(), 4u);
    seen.insert(starts.begin(), starts.end());
  }
  EXPECT_GT(seen.size(), 15u);  // drawn again each time, from all of them
}

TEST_F(WindowSources, TooFewOrNoBatchesAreRefused) {
  const auto few = WindowSource(trainer_, first(3), 5, 1).begin_epoch(0);
  ASSERT_FALSE(few.ok());
  EXPECT_THAT(few.error().message, HasSubstr("3 windows of 3 notes, but each batch takes 4"));
  const auto none = WindowSource(trainer_, first(37), 0, 1).begin_epoch(0);
  ASSERT_FALSE(none.ok());
  EXPECT_THAT(none.error().text(), HasSubstr("batches: must be 1 or more"));
}

TEST_F(WindowSources, HeldOutAreEachCountedOnce) {
  EXPECT_FALSE(held_out_windows(first(0)));
  // In batches of 4, 4 and 1.
  const Loss loss = held_out_windows(first(9))(trainer_);
  EXPECT_DOUBLE_EQ(loss.heads[0].weight, 9);
  EXPECT_NEAR(loss.mean(), 3.69, 0.5);  // ln 40
  double alone = 0;
  for (std::uint32_t start = 0; start < 9; ++start) {
    const std::uint32_t starts[] = {start};
    alone += held_out_windows({rows_, starts, 3})(trainer_).heads[0].sum;
  }
  EXPECT_NEAR(loss.heads[0].sum, alone, 1e-9);
}

}  // namespace
}  // namespace bach
