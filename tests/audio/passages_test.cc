#include "audio/passages.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

namespace bach {
namespace {

constexpr int kFramesPerSecond = 1000;

// Notes of a second each from `from` on.
void add_notes(std::vector<TimedNote>& notes, double from, int count) {
  for (int k = 0; k < count; ++k) notes.push_back({from + k, from + k + 1, 60, 80, 42});
}

TEST(Passages, AreCutWhereItIsSilent) {
  std::vector<TimedNote> notes;
  add_notes(notes, 0.5, 40);
  add_notes(notes, 42.25, 35);
  const auto passages = passages_of(notes, kFramesPerSecond);
  ASSERT_EQ(passages.size(), 2u);
  EXPECT_EQ(passages[0].begin, 0);
  EXPECT_EQ(passages[0].end, 42250);
  EXPECT_EQ(passages[0].notes.size(), 40u);
  EXPECT_EQ(passages[1].begin, 42250);
  EXPECT_FALSE(passages[1].end.has_value());
  EXPECT_EQ(passages[1].notes.data(), notes.data() + 40);
  EXPECT_EQ(passages[1].notes.size(), 35u);
}

TEST(Passages, AreNotCutWithinAShortOneOrAShortRest) {
  std::vector<TimedNote> notes;
  add_notes(notes, 0, 20);
  add_notes(notes, 25, 20);    // after half a minute's beginning
  add_notes(notes, 45.9, 20);  // after less than a second
  EXPECT_EQ(passages_of(notes, kFramesPerSecond).size(), 1u);
}

TEST(Passages, ANoteThatIsHeldIsNoSilence) {
  std::vector<TimedNote> notes;
  add_notes(notes, 0, 40);
  notes[35].end_seconds = 50;
  add_notes(notes, 45, 5);
  EXPECT_EQ(passages_of(notes, kFramesPerSecond).size(), 1u);
}

TEST(Passages, OfNothingThereAreNone) { EXPECT_TRUE(passages_of({}, kFramesPerSecond).empty()); }

}  // namespace
}  // namespace bach
