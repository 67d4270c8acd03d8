#include "plot/form_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "plot/recording_canvas.h"

namespace bach {
namespace {

using bach::tests::drawing_of;
using bach::tests::RecordingCanvas;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// An upbeat and four bars of 4/4 in two parts: 2 is 1 a step up, 3 has the rhythm of 2, 4 is 1.
MapPiece small_piece() {
  MapPiece piece;
  piece.title = "Title";
  piece.subtitle = "subtitle";
  piece.bars = {{3, 1, 0, true, MapRelation::kNew, -1, 0, 0},
                {4, 4, 1, false, MapRelation::kNew, -1, 0, 0},
                {8, 4, 2, false, MapRelation::kSequence, 1, 1, 1},
                {12, 4, 3, false, MapRelation::kRhythm, 2, 0, 1},
                {16, 4, 4, false, MapRelation::kLiteral, 1, 0, 0.75}};
  piece.parts = {{"A", 0, 2}, {"B", 3, 4}};
  piece.phrases = {{3, 12, true, false, "half, G major"}, {12, 20, true, true, "C major"}};
  return piece;
}

TEST(FormMap, EveryBarIsABlockInTheColourOfItsRelation) {
  const RecordingCanvas canvas = drawing_of(*form_map_picture({small_piece()}));
  const Theme& theme = light_theme();
  // One of each is in the legend.
  EXPECT_THAT(canvas.filled_with(theme.series[0]), SizeIs(2));
  const std::vector<Rect> sequence = canvas.filled_with(theme.series[1]);
  ASSERT_THAT(sequence, SizeIs(2));
  const std::vector<Rect> rhythm = canvas.filled_with(theme.series[3]);
  ASSERT_THAT(rhythm, SizeIs(2));
  EXPECT_THAT(canvas.filled_with(theme.series[2]), SizeIs(1));
  EXPECT_NEAR(rhythm[1].x - sequence[1].x, (760 - 32) * 4 / 17.0, 1e-9);
  EXPECT_TRUE(canvas.says("+1"));
  EXPECT_TRUE(canvas.says("A"));
  EXPECT_TRUE(canvas.says("B"));
  EXPECT_TRUE(canvas.says("4"));
  EXPECT_FALSE(canvas.says("0")) << "an upbeat has no number";
  EXPECT_TRUE(canvas.says("half, G major"));
}

TEST(FormMap, ArcsJoinTheMiddlesOfBars) {
  const RecordingCanvas canvas = drawing_of(*form_map_picture({small_piece()}));
  std::vector<RecordingCanvas::Line> arcs;
  for (const auto& line : canvas.lines) {
    if (line.points.size() > 10) arcs.push_back(line);
  }
  ASSERT_THAT(arcs, SizeIs(3));
  const auto highest = [](const RecordingCanvas::Line& arc) {
    return std::min_element(arc.points.begin(), arc.points.end(),
                            [](const Point& a, const Point& b) { return a.y < b.y; })
        ->y;
  };
  const double quarter = (760 - 32) / 17.0;
  // Rhythm, then sequence, then literal.
  EXPECT_NEAR(arcs[0].points.front().x, 16 + 7 * quarter, 1e-6);
  EXPECT_NEAR(arcs[0].points.back().x, 16 + 11 * quarter, 1e-6);
  EXPECT_NEAR(arcs[2].points.front().x, 16 + 3 * quarter, 1e-6);
  EXPECT_NEAR(arcs[2].points.back().x, 16 + 15 * quarter, 1e-6);
  EXPECT_LT(highest(arcs[2]), highest(arcs[1])) << "the farther the higher";
  EXPECT_LT(arcs[2].stroke.colour.alpha, arcs[1].stroke.colour.alpha) << "less exact";
}

TEST(FormMap, CyclesAreUnderlined) {
  MapPiece piece = small_piece();
  EXPECT_THAT(drawing_of(*form_map_picture({piece})).filled_with(light_theme().ink),
              SizeIs(2));  // two cadences
  const double plain = form_map_picture({piece})->size().height;
  piece.cycles = {{3, 4, "as the bar before"}};
  const auto picture = form_map_picture({piece});
  EXPECT_GT(picture->size().height, plain);
  const RecordingCanvas canvas = drawing_of(*picture);
  EXPECT_THAT(canvas.filled_with(light_theme().ink), SizeIs(3));
  EXPECT_TRUE(canvas.says("as the bar before"));
}

TEST(FormMap, StaysWithinThePicture) {
  MapPiece longer = small_piece();
  for (int i = 0; i < 300; ++i) {
    longer.bars.push_back({20.0 + 4 * i, 4, 5 + i, false, MapRelation::kFigure, i / 2, 0, 1});
  }
  longer.parts.back().last = longer.bars.size() - 1;
  const auto picture = form_map_picture({small_piece(), longer});
  const Size size = picture->size();
  const RecordingCanvas canvas = drawing_of(*picture);
  for (const auto& fill : canvas.fills) {
    EXPECT_GE(fill.rect.x, 0);
    EXPECT_LE(fill.rect.right(), size.width);
    EXPECT_LE(fill.rect.bottom(), size.height);
  }
  for (const auto& line : canvas.lines) {
    for (const Point& point : line.points) {
      EXPECT_GE(point.y, 0);
      EXPECT_LE(point.x, size.width);
    }
  }
}

TEST(FormMap, InATerminalABarIsACell) {
  EXPECT_EQ(form_map_picture({small_piece()})->text({}),
            "Title\n"
            "subtitle\n"
            "· new  r same rhythm  f same figure  s sequence  = literal of bar …\n"
            "\n"
            "        1    2\n"
            "A  ·    ·    s1+1\n"
            "             ○ half, G major\n"
            "\n"
            "   3    4\n"
            "B  r2   ≈1\n"
            "        ● C major\n");
}

TEST(FormMap, NoLineOfATerminalIsTooLong) {
  MapPiece piece = small_piece();
  for (int i = 0; i < 120; ++i) {
    piece.bars.push_back({20.0 + 4 * i, 4, 5 + i, false, MapRelation::kSequence, i, -12, 1});
  }
  piece.parts.back().last = piece.bars.size() - 1;
  piece.phrases.push_back({20, 500, true, false, "deceptive, somewhere far away"});
  for (const int columns : {70, 80, 132}) {
    const std::string text = form_map_text({piece}, {.columns = columns, .colour = false});
    std::size_t width = 0;
    for (const char c : text) {
      if (c == '\n')
        width = 0;
      else if ((static_cast<unsigned char>(c) >> 6) != 2)
        ++width;
      EXPECT_LE(width, static_cast<std::size_t>(columns));
    }
    EXPECT_THAT(text, HasSubstr("124"));
  }
  EXPECT_THAT(form_map_text({piece}, {.columns = 80, .colour = true}), HasSubstr("\x1b["));
}

}  // namespace
}  // namespace bach
