#include "plot/histogram.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plot/recording_canvas.h"

namespace bach {
namespace {

using bach::tests::drawing_of;
using bach::tests::RecordingCanvas;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

Histogram three_bins() {
  Histogram histogram;
  histogram.title = "Sizes";
  histogram.x_title = "notes";
  histogram.y_title = "pieces";
  histogram.begin = 100;
  histogram.bin_width = 50;
  histogram.bin_names = {"100–149", "150–199", "200–250"};
  histogram.x_ticks = {{100, "100"}, {150, "150"}, {200, "200"}, {250, "250"}};
  histogram.series = {{"one", {1, 4, 2}}};
  return histogram;
}

TEST(Histogram, BarsAreAsHighAsTheirNumbers) {
  const RecordingCanvas canvas = drawing_of(*histogram_picture(three_bins()));
  const std::vector<Rect> bars = canvas.filled_with(light_theme().series[0]);
  ASSERT_THAT(bars, SizeIs(3));
  EXPECT_NEAR(bars[1].height, 4 * bars[0].height, 1e-9);
  EXPECT_NEAR(bars[2].height, 2 * bars[0].height, 1e-9);
  EXPECT_NEAR(bars[0].bottom(), bars[1].bottom(), 1e-9);
  EXPECT_LT(bars[0].right(), bars[1].x);
  EXPECT_TRUE(canvas.says("Sizes"));
  EXPECT_TRUE(canvas.says("notes"));
  EXPECT_TRUE(canvas.says("pieces"));
  EXPECT_TRUE(canvas.says("250"));
}

TEST(Histogram, StaysWithinThePicture) {
  const auto picture = histogram_picture(three_bins());
  for (const Size size : {Size{200, 100}, Size{640, 340}, Size{1200, 200}}) {
    RecordingCanvas canvas;
    picture->draw(canvas, size, light_theme());
    for (const auto& fill : canvas.fills) {
      EXPECT_GE(fill.rect.x, 0);
      EXPECT_GE(fill.rect.y, 0);
      EXPECT_LE(fill.rect.right(), size.width);
      EXPECT_LE(fill.rect.bottom(), size.height);
    }
  }
}

TEST(Histogram, TwoSetsStandSideBySideWithALegend) {
  Histogram histogram = three_bins();
  EXPECT_FALSE(drawing_of(*histogram_picture(histogram)).says("one"));
  histogram.series.push_back({"other", {2, 2, 2}});
  const RecordingCanvas canvas = drawing_of(*histogram_picture(histogram));
  EXPECT_TRUE(canvas.says("one"));
  EXPECT_TRUE(canvas.says("other"));
  const std::vector<Rect> first = canvas.filled_with(light_theme().series[0]);
  const std::vector<Rect> second = canvas.filled_with(light_theme().series[1]);
  ASSERT_THAT(first, SizeIs(4));  // the square in the legend, too
  ASSERT_THAT(second, SizeIs(4));
  EXPECT_NEAR(first[1].right(), second[1].x, 1e-9);
  EXPECT_NEAR(second[1].height, 2 * first[1].height, 1e-9);
}

TEST(Histogram, NothingButZerosIsDrawnToo) {
  Histogram histogram = three_bins();
  histogram.series = {{"none", {0, 0, 0}}};
  const auto picture = histogram_picture(histogram);
  for (const Rect& bar : drawing_of(*picture).filled_with(light_theme().series[0])) {
    EXPECT_EQ(bar.height, 0);
  }
  EXPECT_THAT(picture->text({}), HasSubstr("100–149 0\n"));
}

TEST(Histogram, InATerminalBarsLie) {
  const std::string text = histogram_picture(three_bins())->text({.columns = 51, .colour = false});
  EXPECT_EQ(text,
            "Sizes\n"
            "\n"
            "notes → pieces\n"
            "100–149 ██████████ 1\n"
            "150–199 ████████████████████████████████████████ 4\n"
            "200–250 ████████████████████ 2\n");
}

TEST(Histogram, ColoursOnlyWhereTheyAreWanted) {
  const auto picture = histogram_picture(three_bins());
  EXPECT_THAT(picture->text({.columns = 80, .colour = true}), HasSubstr("\x1b[38;5;"));
  EXPECT_THAT(picture->text({.columns = 80, .colour = false}), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace bach
