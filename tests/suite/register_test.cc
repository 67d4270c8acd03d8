#include "suite/register.h"

#include <gtest/gtest.h>

#include <array>

namespace bach {
namespace {

SuitePiece piece_of(std::initializer_list<int> pitches) {
  SuitePiece piece;
  piece.plan.metres = {{0, 4, 4}};
  piece.plan.parts = {{0, 1920, 0, PartRole::kWhole, {}}};
  SuiteSection section{0, 1920, 0, {}};
  for (const int pitch : pitches) {
    section.tokens.push_back({static_cast<std::uint8_t>(pitch), 0});
  }
  piece.sections = {section};
  piece.play_order = {0};
  return piece;
}

TEST(Register, IsTheMeanOfAllNotes) {
  EXPECT_EQ(mean_pitch(std::array{piece_of({50, 52}), piece_of({60})}), 54);
  EXPECT_EQ(mean_pitch(std::array{piece_of({})}), 0);
}

TEST(Register, MovesByOctavesToWhereOthersLie) {
  const auto moved = [](int pitch, double near) {
    return mean_pitch(std::array{moved_near(piece_of({pitch}), near)});
  };
  EXPECT_EQ(moved(72, 50), 48);
  EXPECT_EQ(moved(52, 50), 52);
  EXPECT_EQ(moved(56, 50), 44);  // as near as 56
  EXPECT_EQ(moved(30, 50), 54);
}

TEST(Register, KeepsAllNotesAmongTheSuitePitches) {
  const SuitePiece wide = piece_of({kLowestSuitePitch + 12, 108, 108, 108});
  const SuitePiece moved = moved_near(wide, 40);
  EXPECT_EQ(moved.sections[0].tokens[0].pitch, kLowestSuitePitch);
  EXPECT_EQ(moved.sections[0].tokens[1].pitch, 96);
}

}  // namespace
}  // namespace bach
