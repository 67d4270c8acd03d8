// Keys and chords along a roll.
#include "plot/harmony_strip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plot/recording_canvas.h"
#include "plot/roll.h"

namespace bach {
namespace {

using bach::tests::drawing_of;
using bach::tests::RecordingCanvas;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

// Four bars of 4/4: two in G major, two in D major, a chord a bar.
RollPiece heard_piece() {
  RollPiece piece;
  piece.title = "Title";
  piece.voices = {"voice 1"};
  for (int bar = 0; bar < 4; ++bar) {
    piece.bars.push_back({4.0 * bar, 4, 1, bar + 1, bar == 0 ? "4/4" : ""});
    piece.notes.push_back({4.0 * bar, 4.0 * bar + 4, 60, 0, 100, "C"});
  }
  HarmonyStrip& strip = piece.harmony;
  strip.keys = {{0, 8, "G major", 0, 1}, {8, 16, "D major", 1, 0.4}};
  strip.chords = {{0, 4, "I", ChordRole::kTonic, 1},
                  {4, 8, "V65/V", ChordRole::kApplied, 1},
                  {8, 12, "V7", ChordRole::kDominant, 0},
                  {12, 16, "I", ChordRole::kTonic, 1}};
  strip.cadences = {{12, "perfect authentic cadence", true, true}};
  return piece;
}

RollPiece with_lanes() {
  RollPiece piece = heard_piece();
  piece.lanes = {0, 16, {{0, "1"}, {8, "3"}}, -1, {"C · a", "G · e", "D · b"}, piece.harmony};
  return piece;
}

TEST(HarmonyStrip, ChordsStandBelowTheirNotes) {
  const RecordingCanvas canvas = drawing_of(*roll_picture({{heard_piece()}, 0}));
  const Theme& theme = light_theme();
  const std::vector<Rect> notes = canvas.filled_with(theme.series[0]);
  const std::vector<Rect> tonics =
      canvas.filled_with(mix(theme.paper, role_colour(ChordRole::kTonic, theme), 0.6));
  ASSERT_THAT(notes, SizeIs(4));
  ASSERT_THAT(tonics, SizeIs(3));  // the legend's first
  EXPECT_NEAR(tonics[1].x, notes[0].x, 1e-9);
  EXPECT_NEAR(tonics[2].x, notes[3].x, 1e-9);
  EXPECT_GT(tonics[1].y, notes[0].bottom());
  for (const char* text :
       {"I", "V65/V", "V7", "G major", "D major?", "applied", "perfect authentic cadence"}) {
    EXPECT_TRUE(canvas.says(text)) << text;
  }
}

TEST(HarmonyStrip, DoubtfulChordsArePaler) {
  const RecordingCanvas canvas = drawing_of(*roll_picture({{heard_piece()}, 0}));
  const Theme& theme = light_theme();
  EXPECT_THAT(canvas.filled_with(mix(theme.paper, role_colour(ChordRole::kDominant, theme), 0.15)),
              SizeIs(1));
}

TEST(HarmonyStrip, KeysAwayFromHomeAreShaded) {
  const RecordingCanvas canvas = drawing_of(*roll_picture({{heard_piece()}, 0}));
  const std::vector<Rect> shades =
      canvas.filled_with(with_alpha(key_colour(1, light_theme()), 0.06 + 0.03));
  ASSERT_THAT(shades, SizeIs(1));
  const std::vector<Rect> notes = canvas.filled_with(light_theme().series[0]);
  EXPECT_NEAR(shades[0].x, notes[2].x, 1e-9);
}

TEST(KeyLanes, HomeIsNamedAmongItsNeighbours) {
  const RecordingCanvas canvas = drawing_of(*roll_picture({{with_lanes()}, 0}));
  for (const char* lane : {"C · a", "G · e", "D · b"}) EXPECT_TRUE(canvas.says(lane)) << lane;
  const auto y_of = [&](const char* utf8) {
    for (const auto& text : canvas.texts) {
      if (text.utf8 == utf8) return text.at.y;
    }
    return 0.0;
  };
  EXPECT_LT(y_of("D · b"), y_of("G · e"));
}

TEST(KeyLanes, StayWithinThePicture) {
  const auto picture = roll_picture({{with_lanes(), with_lanes()}, 2});
  const Size size = picture->size();
  const RecordingCanvas canvas = drawing_of(*picture);
  for (const auto& fill : canvas.fills) {
    EXPECT_GE(fill.rect.x, 0);
    EXPECT_GE(fill.rect.y, 0);
    EXPECT_LE(fill.rect.right(), size.width);
    EXPECT_LE(fill.rect.bottom(), size.height);
  }
  for (const auto& text : canvas.texts) EXPECT_LE(text.at.y, size.height) << text.utf8;
}

TEST(HarmonyInATerminal, HasLanesNumeralsAndKeys) {
  const std::string text = roll_picture({{with_lanes()}, 0})->text({});
  EXPECT_THAT(text, HasSubstr("    G · e │▓▓"));
  EXPECT_THAT(text, HasSubstr("    D · b │  "));
  EXPECT_THAT(text, HasSubstr("░"));  // doubtful
  EXPECT_THAT(text, HasSubstr("\n     I                V65/V            V7               I\n"));
  EXPECT_THAT(text, HasSubstr("\n     G major                           D major\n"));
  RollPiece bare = heard_piece();
  bare.harmony = {};
  EXPECT_THAT(roll_picture({{bare}, 0})->text({}), Not(HasSubstr("V65")));
}

}  // namespace
}  // namespace bach
