#include "plot/expectation_matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "plot/recording_canvas.h"

namespace bach {
namespace {

using bach::tests::drawing_of;
using bach::tests::RecordingCanvas;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// Three notes: the first was expected, of the others one of two.
ExpectationPanel panel() {
  ExpectationPanel panel{"Title", "subtitle", 11, {}};
  for (const int came : {60, 64, 67}) {
    ExpectedColumn column{std::vector<double>(128), came};
    column.probabilities[60] = came == 60 ? 1 : 0.5;
    column.probabilities[67] = came == 60 ? 0 : 0.5;
    panel.columns.push_back(column);
  }
  return panel;
}

TEST(ExpectationMatrix, CellsAreAsStrongAsTheirProbabilityAndDotsMarkWhatCame) {
  const RecordingCanvas canvas = drawing_of(*expectation_picture({panel()}));
  const Colour half = mix(light_theme().paper, light_theme().series[0], std::sqrt(0.5));
  EXPECT_THAT(canvas.filled_with(half), SizeIs(4));
  EXPECT_THAT(canvas.filled_with(light_theme().series[0]), SizeIs(1));
  const std::vector<Rect> dots = canvas.filled_with(light_theme().series[1]);
  ASSERT_THAT(dots, SizeIs(3));
  EXPECT_GT(dots[0].y, dots[1].y) << "higher is up";
  EXPECT_LT(dots[0].x, dots[1].x);
  EXPECT_TRUE(canvas.says("Title"));
  EXPECT_EQ(canvas.open_clips, 0);
}

TEST(ExpectationMatrix, InATerminalShadesAndDots) {
  const std::string text = expectation_picture({panel()})->text({});
  EXPECT_THAT(text, HasSubstr(" C4│●▒▒\n"));
  EXPECT_THAT(text, HasSubstr(" E4│ ● \n"));
  EXPECT_THAT(text, HasSubstr(" G4│ ▒●\n"));
  EXPECT_THAT(text, HasSubstr("     11\n")) << "the first note's number";
}

}  // namespace
}  // namespace bach
