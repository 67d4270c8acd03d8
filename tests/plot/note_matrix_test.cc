#include "plot/note_matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plot/recording_canvas.h"

namespace bach {
namespace {

using bach::tests::drawing_of;
using bach::tests::RecordingCanvas;
using ::testing::HasSubstr;
using ::testing::SizeIs;

NoteMatrix scale_matrix() { return {{{"scale", {60, 62, 64, 60}}}, false}; }

TEST(NoteMatrix, EachNoteIsOneCellOfItsColumnAndRow) {
  const RecordingCanvas canvas = drawing_of(*note_matrix_picture(scale_matrix()));
  const std::vector<Rect> cells = canvas.filled_with(light_theme().ink);
  ASSERT_THAT(cells, SizeIs(4));
  EXPECT_NEAR(cells[0].right(), cells[1].x, 1e-9);
  EXPECT_NEAR(cells[0].y - cells[1].y, 2 * cells[0].height, 1e-9) << "two semitones up";
  EXPECT_EQ(cells[0].y, cells[3].y);
  EXPECT_TRUE(canvas.says("scale"));
  EXPECT_TRUE(canvas.says("C4"));
  EXPECT_TRUE(canvas.says("note"));
}

TEST(NoteMatrix, TheLineGoesThroughTheCells) {
  NoteMatrix matrix = scale_matrix();
  matrix.line = true;
  const RecordingCanvas canvas = drawing_of(*note_matrix_picture(matrix));
  const std::vector<Rect> cells = canvas.filled_with(light_theme().ink);
  int lines = 0;
  for (const auto& line : canvas.lines) {
    if (line.stroke.colour != light_theme().series[1]) continue;
    ++lines;
    ASSERT_THAT(line.points, SizeIs(4));
    for (std::size_t i = 0; i < 4; ++i) {
      EXPECT_NEAR(line.points[i].x, cells[i].x + cells[i].width / 2, 1e-9);
      EXPECT_NEAR(line.points[i].y, cells[i].y + cells[i].height / 2, 1e-9);
    }
  }
  EXPECT_EQ(lines, 1);
}

TEST(NoteMatrix, PiecesStandUnderEachOtherOnTheSameAxes) {
  NoteMatrix matrix = scale_matrix();
  matrix.panels.push_back({"other", {60, 72}});
  const auto picture = note_matrix_picture(matrix);
  const RecordingCanvas canvas = drawing_of(*picture);
  const std::vector<Rect> cells = canvas.filled_with(light_theme().ink);
  ASSERT_THAT(cells, SizeIs(6));
  EXPECT_NEAR(cells[0].x, cells[4].x, 1e-9);
  EXPECT_NEAR(cells[0].width, cells[4].width, 1e-9);
  EXPECT_GT(cells[4].y, cells[0].bottom());
  EXPECT_GT(picture->size().height, note_matrix_picture(scale_matrix())->size().height);
}

TEST(NoteMatrix, TheLowestAndTheHighestPitchAreDrawn) {
  const RecordingCanvas canvas = drawing_of(*note_matrix_picture({{{"ends", {0, 127}}}, false}));
  EXPECT_THAT(canvas.filled_with(light_theme().ink), SizeIs(2));
  EXPECT_TRUE(canvas.says("C-1"));
  EXPECT_TRUE(canvas.says("C9"));
}

TEST(NoteMatrix, InATerminalALineHoldsTwoPitches) {
  const std::string text = note_matrix_picture(scale_matrix())->text({});
  EXPECT_EQ(text,
            "scale\n"
            "\n"
            "    │    \n"
            "    │    \n"
            "    │  ▄ \n"
            "    │ ▄  \n"
            "  C4│▄··▄\n"
            "    │    \n"
            "    │    \n"
            "    └┴───\n"
            "     0\n");
}

TEST(NoteMatrix, LongMusicIsBrokenIntoLinesThatFit) {
  const NoteMatrix matrix{{{"long", std::vector<int>(100, 61)}}, false};
  const std::string text = note_matrix_picture(matrix)->text({.columns = 80, .colour = false});
  EXPECT_THAT(text, HasSubstr("│▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀\n"));
  EXPECT_THAT(text, HasSubstr("\n     0         10        20        30        40\n"));
  EXPECT_THAT(text, HasSubstr("\n     50        60        70        80        90\n"));
}

}  // namespace
}  // namespace bach
