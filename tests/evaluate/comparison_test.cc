#include "evaluate/comparison.h"

#include <gtest/gtest.h>

#include <vector>

#include "corpus/corpus.h"

namespace bach {
namespace {

// A piece of equal notes, a bar each.
ComparedPiece tune(const std::string& name, const std::vector<int>& pitches) {
  ComparedPiece piece;
  piece.name = name;
  piece.pitches = pitches;
  for (std::size_t i = 0; i < pitches.size(); ++i) {
    if (i > 0) piece.intervals.push_back(pitches[i] - pitches[i - 1]);
    piece.classes.push_back(pitches[i] % 12);
    piece.durations.push_back(480);
    piece.bars.push_back(static_cast<int>(i) + 1);
  }
  return piece;
}

const std::vector<int> kTheme = {60, 62, 64, 65, 67, 72, 71, 69, 67};

TEST(SetComparison, FindsTheLongestRunInWhateverKey) {
  std::vector<int> pitches = {40, 41};
  for (const int pitch : kTheme) pitches.push_back(pitch + 3);
  const std::vector<ComparedPiece> others = {tune("elsewhere", {50, 45, 50}),
                                             tune("theme", kTheme)};
  const std::vector<ComparedPiece> pieces = {tune("new", pitches)};
  const SetComparison found = compare(pieces, others);
  ASSERT_EQ(found.pieces.size(), 1u);
  const LongestRun& run = found.pieces[0].longest;
  EXPECT_EQ(run.notes, 9u);
  EXPECT_EQ(run.bar, 3);
  EXPECT_EQ(run.source, "theme");
  EXPECT_EQ(run.source_bar, 1);
  EXPECT_EQ(found.longest, 9u);
  // Of its four 8-grams the last two are the theme's.
  EXPECT_DOUBLE_EQ(found.found[8], 0.5);
  EXPECT_DOUBLE_EQ(found.pieces[0].found, 0.5);
  EXPECT_DOUBLE_EQ(found.found[9], 1.0 / 3);
  EXPECT_EQ(found.found[10], 0);
  EXPECT_EQ(found.found[20], 0);
}

TEST(SetComparison, OfAPieceWithItselfFindsEverything) {
  const std::vector<ComparedPiece> pieces = {tune("theme", kTheme)};
  const SetComparison found = compare(pieces, pieces);
  EXPECT_EQ(found.class_distance, 0);
  EXPECT_EQ(found.interval_distance, 0);
  EXPECT_EQ(found.duration_distance, 0);
  EXPECT_EQ(found.found[4], 1);
  EXPECT_EQ(found.longest, 9u);
}

TEST(SetComparison, TellsLoopsAndOwnRepetition) {
  std::vector<int> stuck;
  for (int i = 0; i < 10; ++i) stuck.insert(stuck.end(), {60, 64, 67});
  const std::vector<ComparedPiece> pieces = {tune("stuck", stuck), tune("theme", kTheme)};
  const std::vector<ComparedPiece> others = {tune("other", {50, 51, 40})};
  const SetComparison found = compare(pieces, others);
  EXPECT_EQ(found.loops, 1u);
  ASSERT_TRUE(found.pieces[0].loop.has_value());
  EXPECT_EQ(found.pieces[0].loop->period, 3);
  EXPECT_FALSE(found.pieces[1].loop.has_value());
  EXPECT_DOUBLE_EQ(found.pieces[0].own_repetition, 20.0 / 23);
  EXPECT_EQ(found.pieces[1].own_repetition, 0);
  EXPECT_DOUBLE_EQ(found.own_repetition, 20.0 / 25);
  EXPECT_EQ(found.notes, 39u);
}

TEST(SetComparison, TooShortPiecesShareNothing) {
  const std::vector<ComparedPiece> pieces = {tune("one", {60}), tune("none", {})};
  const SetComparison found = compare(pieces, std::vector<ComparedPiece>{tune("theme", kTheme)});
  EXPECT_EQ(found.longest, 0u);
  EXPECT_EQ(found.found[4], 0);
  EXPECT_EQ(found.pieces[1].longest.source, "");
}

TEST(SetComparison, TheFloorJudgesEveryPieceByTheOthers) {
  std::vector<ComparedPiece> others;
  for (int p = 0; p < 6; ++p) others.push_back(tune("theme", kTheme));
  others.push_back(tune("odd", {60, 55, 72, 40, 61, 75, 50}));
  const auto floor = floor_of(others, 2);
  ASSERT_TRUE(floor.has_value());
  EXPECT_EQ(floor->pieces.size(), 7u);
  EXPECT_EQ(floor->longest, 9u);
  EXPECT_EQ(floor->median_longest, 9);
  EXPECT_GT(floor->interval_distance, 0);
  EXPECT_FALSE(floor_of(std::vector<ComparedPiece>{tune("theme", kTheme)}, 1).has_value());
}

// What was known before of Bach: between suites runs of 11 notes at the median and 17 at most,
// no loops; six of his movements against thirty others: 0.037 and 0.120, 0.084 and 0.123.
TEST(SetComparison, OfBachWithBach) {
  std::vector<ComparedPiece> bach;
  for (const Movement& movement : cello_movements()) {
    const auto score = load_movement(movement);
    ASSERT_TRUE(score.ok());
    bach.push_back(compared_piece(movement.alias, *score, {}));
  }
  const auto floor = floor_of(bach, 6);
  ASSERT_TRUE(floor.has_value());
  EXPECT_EQ(floor->pieces.size(), 36u);
  EXPECT_EQ(floor->loops, 0u);
  EXPECT_EQ(floor->longest, 17u);
  EXPECT_NEAR(floor->median_longest, 11, 1);
  EXPECT_NEAR(floor->class_distance, 0.05, 0.02);
  EXPECT_NEAR(floor->interval_distance, 0.115, 0.02);
  EXPECT_GT(floor->found[4], floor->found[8]);
  EXPECT_GT(floor->found[17], 0);
  EXPECT_EQ(floor->found[18], 0);
}

}  // namespace
}  // namespace bach
