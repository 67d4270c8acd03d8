#include "plot/roll.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plot/recording_canvas.h"
#include "plot/roll_layout.h"

namespace bach {
namespace {

using bach::tests::drawing_of;
using bach::tests::RecordingCanvas;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// `bars` bars of 4/4 with a C4 on each beat but the last, which is an E4 of `last` quarters.
RollPiece four_four(int bars, double last = 1) {
  RollPiece piece;
  piece.title = "Title";
  piece.subtitle = "subtitle";
  piece.voices = {"voice 1"};
  for (int bar = 0; bar < bars; ++bar) {
    piece.bars.push_back({4.0 * bar, 4, 1, bar + 1, bar == 0 ? "4/4" : ""});
    for (int beat = 0; beat < 4; ++beat) {
      const double begin = 4.0 * bar + beat;
      if (beat < 3)
        piece.notes.push_back({begin, begin + 1, 60, 0, 100, "C"});
      else
        piece.notes.push_back({begin, begin + last, 64, 0, 100, "E"});
    }
  }
  return piece;
}

std::vector<std::size_t> bars_of(const std::vector<RollLine>& lines) {
  std::vector<std::size_t> bars;
  for (const RollLine& line : lines) bars.push_back(line.last - line.first);
  return bars;
}

TEST(RollLayout, LinesAreFoursOfBarsThatFit) {
  EXPECT_EQ(bars_of(break_lines(four_four(20), 0, 32)), (std::vector<std::size_t>{8, 8, 4}));
  EXPECT_EQ(bars_of(break_lines(four_four(20), 0, 31)), (std::vector<std::size_t>{4, 4, 4, 4, 4}));
  EXPECT_EQ(bars_of(break_lines(four_four(3), 0, 9)), (std::vector<std::size_t>{2, 1}));
  EXPECT_EQ(bars_of(break_lines(four_four(2), 0, 1)), (std::vector<std::size_t>{1, 1}));
  EXPECT_EQ(bars_of(break_lines(four_four(7), 3, 1)), (std::vector<std::size_t>{3, 3, 1}));
}

TEST(RollLayout, AnUpbeatGoesWithTheBarsItLeadsTo) {
  RollPiece piece = four_four(9);
  for (RollBar& bar : piece.bars) --bar.number;
  EXPECT_EQ(bars_of(break_lines(piece, 0, 16)), (std::vector<std::size_t>{5, 4}));
}

TEST(Roll, NotesStandWhereTheySoundAndAsLong) {
  const RecordingCanvas canvas = drawing_of(*roll_picture({{four_four(1)}, 0}));
  const std::vector<Rect> notes = canvas.filled_with(light_theme().series[0]);
  ASSERT_THAT(notes, SizeIs(4));
  EXPECT_NEAR(notes[1].x - notes[0].x, notes[3].x - notes[2].x, 1e-9);
  EXPECT_LT(notes[0].right(), notes[1].x) << "repeated notes are told apart";
  EXPECT_GT(notes[0].right(), notes[1].x - 2);
  EXPECT_NEAR(notes[0].y - notes[3].y, 4 * notes[0].height, 1e-9);
  EXPECT_TRUE(canvas.says("1  4/4"));
  EXPECT_TRUE(canvas.says("Title"));
  EXPECT_TRUE(canvas.says("E")) << "room for the names of notes";
  EXPECT_EQ(canvas.open_clips, 0);
}

TEST(Roll, ANoteAcrossTheEndOfALineGoesOnOnTheNext) {
  RollPiece piece = four_four(8, 1);
  piece.notes.back().begin -= 8;  // from bar 6 on
  piece.notes.back().end = 32;
  const RecordingCanvas canvas = drawing_of(*roll_picture({{piece}, 6}));
  const std::vector<Rect> notes = canvas.filled_with(light_theme().series[0]);
  EXPECT_THAT(notes, SizeIs(33));
}

TEST(Roll, SoftNotesArePaler) {
  RollPiece piece = four_four(1);
  piece.notes[1].velocity = 50;
  const RecordingCanvas canvas = drawing_of(*roll_picture({{piece}, 0}));
  const Theme& theme = light_theme();
  EXPECT_THAT(canvas.filled_with(theme.series[0]), SizeIs(3));
  EXPECT_THAT(canvas.filled_with(mix(theme.paper, theme.series[0], 0.65)), SizeIs(1));
}

TEST(Roll, VoicesHaveColoursAndALegend) {
  RollPiece piece = four_four(1);
  piece.voices = {"upper", "lower"};
  piece.notes[0].voice = 1;
  const RecordingCanvas canvas = drawing_of(*roll_picture({{piece}, 0}));
  EXPECT_THAT(canvas.filled_with(light_theme().series[0]), SizeIs(4));  // with the legend
  EXPECT_THAT(canvas.filled_with(light_theme().series[1]), SizeIs(2));
  EXPECT_TRUE(canvas.says("upper"));
  EXPECT_TRUE(canvas.says("lower"));
}

TEST(Roll, MarksShadeAndUnderline) {
  RollPiece piece = four_four(4);
  piece.marks = {{RollMark::Kind::kGiven, 0, 4, "primer"},
                 {RollMark::Kind::kQuotation, 8, 16, "cs1-1pre, bar 5"}};
  const RecordingCanvas canvas = drawing_of(*roll_picture({{piece}, 0}));
  EXPECT_TRUE(canvas.says("primer"));
  EXPECT_TRUE(canvas.says("cs1-1pre, bar 5"));
  const std::vector<Rect> under = canvas.filled_with(light_theme().series[3]);
  ASSERT_THAT(under, SizeIs(1));
  const std::vector<Rect> notes = canvas.filled_with(light_theme().series[0]);
  EXPECT_NEAR(under[0].x, notes[8].x, 1e-9);
}

TEST(Roll, StaysWithinThePicture) {
  const auto picture = roll_picture({{four_four(20), four_four(3)}, 0});
  const Size size = picture->size();
  for (const auto& fill : drawing_of(*picture).fills) {
    EXPECT_GE(fill.rect.x, 0);
    EXPECT_GE(fill.rect.y, 0);
    EXPECT_LE(fill.rect.right(), size.width);
    EXPECT_LE(fill.rect.bottom(), size.height);
  }
}

TEST(Roll, InATerminalNotesEndHalfAColumnEarly) {
  RollPiece piece = four_four(1);
  piece.notes[0].end = 0.5;
  const std::string text = roll_picture({{piece}, 0})->text({});
  EXPECT_EQ(text,
            "Title\n"
            "subtitle\n"
            "\n"
            "    1 4/4\n"
            "    │                │\n"
            "    │                │\n"
            "    │            ▄▄▄▖│\n"
            "    │                │\n"
            " C4 │▄▖··▄▄▄▖▄▄▄▖····│\n"
            "    │                │\n"
            "    │                │\n");
}

TEST(Roll, LongBarsTakeFewerColumnsAQuarter) {
  RollPiece piece = four_four(1);
  piece.bars[0].length = 12;
  EXPECT_THAT(roll_picture({{piece}, 0})->text({.columns = 40, .colour = false}),
              HasSubstr(" C4 │▄▖▄▖▄▖··················│\n"));
}

TEST(Roll, NoLineOfATerminalIsTooLong) {
  for (const int columns : {40, 57, 80, 132}) {
    const std::string text =
        roll_picture({{four_four(20)}, 0})->text({.columns = columns, .colour = false});
    std::size_t width = 0;
    for (const char c : text) {
      if (c == '\n')
        width = 0;
      else if ((static_cast<unsigned char>(c) >> 6) != 2)
        ++width;
      EXPECT_LE(width, static_cast<std::size_t>(columns));
    }
  }
}

TEST(Roll, SurpriseColoursNotesAndStandsBelowAsBars) {
  RollPiece piece = four_four(1);
  const double plain = roll_picture({{piece}, 0})->size().height;
  for (RollNote& note : piece.notes) note.bits = 0;
  piece.notes[3].bits = kMostBits + 5;
  const auto picture = roll_picture({{piece}, 0});
  EXPECT_GT(picture->size().height, plain);
  const RecordingCanvas canvas = drawing_of(*picture);
  EXPECT_TRUE(canvas.filled_with(light_theme().series[0]).empty()) << "no voice's colour";
  const std::vector<Rect> surprising = canvas.filled_with(light_theme().series[1]);
  ASSERT_THAT(surprising, SizeIs(2)) << "the note and its bar";
  EXPECT_LT(surprising[0].bottom(), surprising[1].y);
  EXPECT_THAT(picture->text({}), HasSubstr("bits│▁   ▁   ▁   █   │\n"));
}

}  // namespace
}  // namespace bach
