#include "ngram/loops.h"

#include <gtest/gtest.h>

#include <vector>

namespace bach {
namespace {

std::vector<int> repeated(const std::vector<int>& figure, int times) {
  std::vector<int> notes;
  for (int i = 0; i < times; ++i) notes.insert(notes.end(), figure.begin(), figure.end());
  return notes;
}

TEST(Loops, SixTurnsAreMusicSevenAreALoop) {
  EXPECT_FALSE(find_loop(repeated({60, 62, 64}, 6)));
  const auto loop = find_loop(repeated({60, 62, 64}, 7));
  ASSERT_TRUE(loop);
  EXPECT_EQ(loop->begin, 0);
  EXPECT_EQ(loop->period, 3);
  EXPECT_EQ(loop->turns, 7);
}

TEST(Loops, ALoopIsFoundInsideAPiece) {
  std::vector<int> notes = {50, 52, 53, 55};
  const auto stuck = repeated({60, 61}, 9);
  notes.insert(notes.end(), stuck.begin(), stuck.end());
  notes.push_back(47);
  const auto loop = find_loop(notes);
  ASSERT_TRUE(loop);
  EXPECT_EQ(loop->begin, 4);
  EXPECT_EQ(loop->period, 2);
}

TEST(Loops, OneNoteHeldOnIsALoopOfPeriodOne) {
  const auto loop = find_loop(repeated({60}, 7));
  ASSERT_TRUE(loop);
  EXPECT_EQ(loop->period, 1);
}

TEST(Loops, NothingIsFoundInShortOrEmptyMusic) {
  EXPECT_FALSE(find_loop({}));
  EXPECT_FALSE(find_loop(std::vector<int>{1}));
}

}  // namespace
}  // namespace bach
