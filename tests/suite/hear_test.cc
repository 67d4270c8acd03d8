// Plans heard in music that is written.
#include "suite/hear.h"

#include <gtest/gtest.h>

#include "corpus/corpus.h"
#include "suite/encode.h"

namespace bach {
namespace {

SuitePiece written_piece(const std::string& name) {
  return encode_any(*load_movement(*find_movement(name)), name)->piece;
}

TEST(HearPlan, CoversEveryPartFromItsFirstNote) {
  for (const char* name : {"cs1-1pre", "cs2-4sar", "cs3-5bou", "cs5-5gav", "cs6-6gig"}) {
    SuitePiece piece = written_piece(name);
    ASSERT_TRUE(hear_plan(piece, shipped_finder_parameters()).ok());
    const SuitePlan& plan = piece.plan;
    for (std::size_t k = 1; k < plan.harmony.size(); ++k) {
      EXPECT_LT(plan.harmony[k - 1].at, plan.harmony[k].at) << name;
    }
    std::size_t chords = 0;
    for (std::size_t p = 0; p < plan.parts.size(); ++p) {
      const HarmonyPlan part = harmony_of_part(plan, p);
      ASSERT_FALSE(part.empty()) << name;
      EXPECT_EQ(part.front().at, plan.parts[p].first_onset);
      chords += part.size();
    }
    EXPECT_EQ(chords, plan.harmony.size());
    const MotiveFrame frame = motive_frame(plan);
    ASSERT_EQ(plan.motives.size(), frame.bars.size());
    for (std::size_t bar = 0; bar < frame.bars.size(); ++bar) {
      EXPECT_EQ(plan.motives[bar].begin, frame.bars[bar].begin);
      ASSERT_EQ(plan.motives[bar].choices.size(), 1u);
      const MotiveChoice& choice = plan.motives[bar].choices.front();
      EXPECT_TRUE(choice.relation == BarRelation::kNew || choice.source < frame.bars[bar].line);
    }
  }
}

TEST(HearPlan, HearsWhatEverybodyHears) {
  SuitePiece piece = written_piece("cs1-1pre");
  ASSERT_TRUE(hear_plan(piece, shipped_finder_parameters()).ok());
  const PlannedChord& first = piece.plan.harmony.front();
  EXPECT_EQ(first.key, 7);
  EXPECT_EQ(first.chord, (Chord{7, ChordQuality::kMajor}));
  EXPECT_EQ(piece.plan.harmony.back().chord, (Chord{7, ChordQuality::kMajor}));
}

TEST(HearPlan, IsTransposedWithThePiece) {
  SuitePiece piece = written_piece("cs2-4sar");
  ASSERT_TRUE(hear_plan(piece, shipped_finder_parameters()).ok());
  SuitePiece moved = transposed(written_piece("cs2-4sar"), 3);
  ASSERT_TRUE(hear_plan(moved, shipped_finder_parameters()).ok());
  EXPECT_EQ(moved.plan.harmony, transposed(piece, 3).plan.harmony);
  EXPECT_EQ(moved.plan.motives, piece.plan.motives);
}

TEST(HearPlan, NothingIsHeardInLessThanABar) {
  SuitePiece piece = written_piece("cs1-1pre");
  piece.sections.front().tokens.resize(3);
  piece.sections.resize(1);
  EXPECT_FALSE(hear_plan(piece, shipped_finder_parameters()).ok());
  EXPECT_TRUE(piece.plan.harmony.empty());
  EXPECT_TRUE(piece.plan.motives.empty());
}

}  // namespace
}  // namespace bach
