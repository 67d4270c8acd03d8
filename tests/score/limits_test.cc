#include "score/limits.h"

#include <gtest/gtest.h>

namespace bach {
namespace {

TEST(ReadingLimits, NameTheNumber) {
  EXPECT_TRUE(check_read_notes(kMostReadNotes, "a: ").ok());
  EXPECT_EQ(check_read_notes(kMostReadNotes + 1, "a: ").error().message,
            "a: more than 20,000 notes for a model to read; give less music");
  EXPECT_TRUE(check_drawn_notes(kMostDrawnNotes, "a: ").ok());
  EXPECT_EQ(check_drawn_notes(kMostDrawnNotes + 1, "a: ").error().message,
            "a: more than 40,000 notes of all pieces to draw; give less music");
}

}  // namespace
}  // namespace bach
