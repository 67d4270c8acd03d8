#include "packed/order.h"

#include <gtest/gtest.h>

#include <set>

namespace bach {
namespace {

TEST(DrawnOrder, HasEachNumberOnce) {
  for (const std::size_t size : {1U, 2U, 3U, 4U, 5U, 63U, 64U, 65U, 1000U}) {
    const DrawnOrder order(size, 7, 2);
    std::set<std::size_t> seen;
    for (std::size_t place = 0; place < size; ++place) seen.insert(order.at(place));
    EXPECT_EQ(seen.size(), size);
    EXPECT_EQ(*seen.rbegin(), size - 1);
  }
}

TEST(DrawnOrder, IsAnotherInEachEpochAndWithEachSeed) {
  constexpr std::size_t kSize = 1000;
  const DrawnOrder order(kSize, 7, 2);
  int in_place = 0, like_next = 0, like_other = 0;
  for (std::size_t place = 0; place < kSize; ++place) {
    in_place += order.at(place) == place ? 1 : 0;
    like_next += order.at(place) == DrawnOrder(kSize, 7, 3).at(place) ? 1 : 0;
    like_other += order.at(place) == DrawnOrder(kSize, 8, 2).at(place) ? 1 : 0;
  }
  for (const int alike : {in_place, like_next, like_other}) EXPECT_LT(alike, 10);
}

}  // namespace
}  // namespace bach
