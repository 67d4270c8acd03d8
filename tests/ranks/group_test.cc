#include "ranks/group.h"

#include <gtest/gtest.h>

#include <numeric>

#include "ranks/lane_tree.h"
#include "ranks/threads.h"

namespace bach {
namespace {

TEST(LaneTree, SplitsOffTheLargestPowerOfTwo) {
  EXPECT_EQ(split_of({0, 8}), 4);
  EXPECT_EQ(split_of({0, 7}), 4);
  EXPECT_EQ(split_of({4, 7}), 6);
  EXPECT_EQ(split_of({0, 2}), 1);
}

// Ranks that divide the lanes into powers of two have one node each.
TEST(LaneTree, FindsTheNodesOfARange) {
  EXPECT_EQ(nodes_within(16, {0, 16}), (std::vector<LaneRange>{{0, 16}}));
  EXPECT_EQ(nodes_within(16, {8, 12}), (std::vector<LaneRange>{{8, 12}}));
  EXPECT_EQ(nodes_within(12, {4, 8}), (std::vector<LaneRange>{{4, 8}}));
  EXPECT_EQ(nodes_within(12, {8, 12}), (std::vector<LaneRange>{{8, 12}}));
  EXPECT_EQ(nodes_within(24, {12, 24}), (std::vector<LaneRange>{{12, 16}, {16, 24}}));
  for (int lanes = 1; lanes < 20; ++lanes) {
    for (int size = 1; size <= lanes; ++size) {
      int next = 0;
      for (int rank = 0; rank < size; ++rank) {
        EXPECT_GT(lanes_of_rank(lanes, rank, size).count(), 0);
        for (const LaneRange& node : nodes_within(lanes, lanes_of_rank(lanes, rank, size))) {
          EXPECT_EQ(node.first, next);
          next = node.end;
        }
      }
      EXPECT_EQ(next, lanes);
    }
  }
}

TEST(Group, ExchangesBytesOfAnyLength) {
  for (const int ranks : {1, 3}) {
    test::as_ranks(ranks, [](Group& group) {
      const auto bytes = [](int from, int to) {
        std::vector<std::uint8_t> some(static_cast<std::size_t>((from * 7 + to * 3) % 11));
        std::iota(some.begin(), some.end(), static_cast<std::uint8_t>(10 * from + to));
        return some;
      };
      std::vector<std::vector<std::uint8_t>> to;
      for (int q = 0; q < group.size(); ++q) to.push_back(bytes(group.rank(), q));
      const auto from = exchange_bytes(group, to);
      ASSERT_EQ(from.size(), to.size());
      for (int q = 0; q < group.size(); ++q) {
        EXPECT_EQ(from[static_cast<std::size_t>(q)], bytes(q, group.rank()));
      }
    });
  }
}

TEST(Group, AloneHasWhatItGives) {
  Group& group = alone();
  EXPECT_TRUE(group.leads());
  EXPECT_EQ(group.gather(7), std::vector<int>{7});
  const Error failed{ErrorCode::kIo, "no disk", {}};
  EXPECT_EQ(agree(group, failed).error().message, "no disk");
  EXPECT_TRUE(agree(group, {}).ok());
}

TEST(Group, AgreesOnTheErrorOfTheLowestRank) {
  test::as_ranks(3, [](Group& group) {
    EXPECT_TRUE(agree(group, {}).ok());
    const Status told = agree(
        group, group.leads() ? Status() : Status(invalid_argument("lanes", "cannot be read")));
    ASSERT_FALSE(told.ok());
    EXPECT_EQ(told.error().message, "rank 1 of 3: lanes: cannot be read");
    EXPECT_EQ(told.error().code, ErrorCode::kInvalidArgument);
    // What is everybody's is rank 0's, and needs no name.
    const Status all = agree(group, Error{ErrorCode::kNotFound, "gone", 12});
    EXPECT_EQ(all.error().message, "gone");
    EXPECT_EQ(all.error().offset, 12u);
  });
}

TEST(Group, SharesExchangesAndCollects) {
  test::as_ranks(3, [](Group& group) {
    const auto rank = static_cast<std::size_t>(group.rank());
    std::vector<std::uint8_t> bytes;
    if (group.leads()) bytes = {1, 2, 3};
    group.share(bytes);
    EXPECT_EQ(bytes, (std::vector<std::uint8_t>{1, 2, 3}));
    // Rank r sends q + 1 numbers to each q.
    const std::vector<std::size_t> to_counts = {1, 2, 3}, from_counts(3, rank + 1);
    const std::vector<float> to(6, static_cast<float>(rank));
    std::vector<float> from(3 * (rank + 1));
    group.exchange(to, to_counts, from, from_counts);
    for (std::size_t i = 0; i < from.size(); ++i) {
      EXPECT_EQ(from[i], static_cast<float>(i / (rank + 1)));
    }
    std::vector<float> all(6, -1);
    const std::size_t first = rank == 0 ? 0 : rank == 1 ? 1 : 3;
    std::iota(all.begin() + static_cast<std::ptrdiff_t>(first),
              all.begin() + static_cast<std::ptrdiff_t>(first + rank + 1),
              static_cast<float>(first));
    group.collect(all, to_counts);
    EXPECT_EQ(all, (std::vector<float>{0, 1, 2, 3, 4, 5}));
  });
}

}  // namespace
}  // namespace bach
