#include "token/pitch_vocabulary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(PitchVocabulary, HasARowForEachOf79Pitches) {
  EXPECT_EQ(kPitchRows, 79);
  EXPECT_EQ(row_of_pitch(1), 0);
  EXPECT_EQ(row_of_pitch(79), 78);
  for (int row = 0; row < kPitchRows; ++row) EXPECT_EQ(row_of_pitch(pitch_of_row(row)), row);
  EXPECT_FALSE(has_row(0));
  EXPECT_FALSE(has_row(80));
}

TEST(PitchVocabulary, TurnsPitchesIntoRowsAndNotASemitoneOff) {
  const std::vector<int> pitches = {36, 43, 79};
  const auto rows = rows_of_pitches(pitches, "suite");
  ASSERT_TRUE(rows.ok());
  EXPECT_THAT(*rows, ElementsAre(35, 42, 78));
  EXPECT_EQ(pitch_of_row((*rows)[0]), 36);
}

TEST(PitchVocabulary, RefusesAPieceWithNotesItHasNoRowsFor) {
  const std::vector<int> pitches = {60, 84, 0, 60};
  const auto rows = rows_of_pitches(pitches, "violin.mid");
  ASSERT_FALSE(rows.ok());
  EXPECT_EQ(rows.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(rows.error().message, HasSubstr("violin.mid: 2 of 4 notes"));
  EXPECT_THAT(rows.error().message, HasSubstr("the first is pitch 84"));
}

TEST(PitchVocabulary, KeepsItsFingerprint) {
  // Model files carry it: a change makes every model written before unreadable.
  EXPECT_EQ(pitch_vocabulary_fingerprint(),
            "46db3f5a43a7f0cc26e87f34df847f35a01d2726f4f1517e74bd3611a805854b");
}

}  // namespace
}  // namespace bach
