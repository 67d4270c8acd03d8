#include "plot/curves.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plot/curves_text.h"
#include "plot/recording_canvas.h"

namespace bach {
namespace {

using bach::tests::drawing_of;
using bach::tests::RecordingCanvas;
using ::testing::HasSubstr;
using ::testing::SizeIs;

LearningCurves falling() {
  LearningCurves curves;
  curves.title = "Learning";
  curves.runs = {{"one", {}, {{500, 3.2}, {1000, 3.0}}}};
  for (int i = 1; i <= 100; ++i) curves.runs[0].training.push_back({10.0 * i, 4.0 - 0.01 * i});
  curves.baselines = {{"trigrams", 2.5}};
  return curves;
}

std::vector<RecordingCanvas::Line> lines_of(const RecordingCanvas& canvas, Colour colour,
                                            std::size_t points) {
  std::vector<RecordingCanvas::Line> found;
  for (const auto& line : canvas.lines) {
    if (line.stroke.colour == colour && line.points.size() == points) found.push_back(line);
  }
  return found;
}

TEST(Curves, TrainingIsALineAndHeldOutMusicDots) {
  const RecordingCanvas canvas = drawing_of(*learning_curves_picture(falling()));
  const Colour colour = light_theme().series[0];
  const auto training = lines_of(canvas, colour, 100);
  ASSERT_THAT(training, SizeIs(1));
  EXPECT_GT(training[0].points[99].x, training[0].points[0].x);
  EXPECT_GT(training[0].points[99].y, training[0].points[0].y) << "less is lower";
  EXPECT_THAT(lines_of(canvas, colour, 2), SizeIs(1));
  EXPECT_THAT(canvas.filled_with(colour), SizeIs(2)) << "a dot for each look";
  EXPECT_EQ(canvas.open_clips, 0);
}

TEST(Curves, BaselinesAreNamedLinesAcross) {
  LearningCurves curves = falling();
  curves.baselines.push_back({"bigrams", 2.51});
  const RecordingCanvas canvas = drawing_of(*learning_curves_picture(curves));
  EXPECT_TRUE(canvas.says("trigrams 2.50"));
  EXPECT_TRUE(canvas.says("bigrams 2.51"));
  std::vector<double> heights;
  for (const auto& text : canvas.texts) {
    if (text.utf8.find("grams") != std::string::npos) heights.push_back(text.at.y);
  }
  ASSERT_THAT(heights, SizeIs(2));
  EXPECT_GE(std::abs(heights[0] - heights[1]), 8) << "names do not lie on each other";
}

TEST(Curves, TheRunningMeanFollowsAndSmoothes) {
  std::vector<CurvePoint> constant(50, {1, 3});
  for (const CurvePoint& point : running_mean(constant)) EXPECT_DOUBLE_EQ(point.y, 3);
  std::vector<CurvePoint> noisy;
  for (int i = 0; i < 400; ++i) noisy.push_back({1.0 * i, i % 2 == 0 ? 2.0 : 4.0});
  for (std::size_t i = 8; i < 392; ++i) EXPECT_NEAR(running_mean(noisy)[i].y, 3, 0.1);
  const std::vector<CurvePoint> line = {{0, 4}, {1, 3}, {2, 2}, {3, 1}, {4, 0}};
  const std::vector<CurvePoint> means = running_mean(line);
  for (std::size_t i = 0; i < line.size(); ++i) EXPECT_DOUBLE_EQ(means[i].y, line[i].y);
  EXPECT_TRUE(running_mean({}).empty());
}

TEST(Curves, TheExtentHoldsEverythingShown) {
  const CurveExtent extent = extent_of(falling());
  EXPECT_EQ(extent.targets, 1000);
  EXPECT_LT(extent.lowest, 2.5);
  EXPECT_GT(extent.highest, 3.9);
  LearningCurves flat;
  flat.runs = {{"flat", {{10, 2}}, {}}};
  EXPECT_LT(extent_of(flat).lowest, extent_of(flat).highest);
}

TEST(Curves, InATerminalCurvesAreDotsAndRunsAreSummedUp) {
  const std::string text = learning_curves_picture(falling())->text({});
  EXPECT_THAT(text, HasSubstr("●"));
  EXPECT_THAT(text, HasSubstr("╌╌╌"));
  EXPECT_THAT(text, HasSubstr("held out 3.000, best 3.000 after 1,000\n"));
  EXPECT_THAT(text, HasSubstr("trigrams: 2.500\n"));
  std::size_t width = 0;
  for (const char c : text) {
    if (c == '\n') {
      width = 0;
    } else if ((static_cast<unsigned char>(c) >> 6) != 2) {
      EXPECT_LE(++width, 80u);
    }
  }
}

}  // namespace
}  // namespace bach
