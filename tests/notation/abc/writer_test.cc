// How music looks as ABC.
#include "notation/abc/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "notation/abc/reader.h"
#include "score/build_score.h"

namespace bach {
namespace {

using ::testing::HasSubstr;

// The body of the tune: what follows the voices' definitions.
std::string music(const Score& score) {
  const Result<std::string> text = abc_from_score(score);
  if (!text) return text.error().message;
  return text->substr(text->find("[V:1]"));
}

Score one_bar(std::vector<Note> notes, Key key = {}) {
  Score score;
  score.keys = {key};
  score.tracks.push_back({"", 0, 42, std::move(notes)});
  score.end = 1920;
  return score;
}

TEST(AbcWriter, BeginsWithTitleMetreTempoKeyAndVoices) {
  Score score = tests::quarters({60, 62, 64}, {0, 3, 4});
  score.title = "Menuet";
  score.keys = {{0, -1, Mode::kMinor}};
  score.tempos = {{0, 500000}};
  const Result<std::string> text = abc_from_score(score);
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(*text,
            "X:1\nT:Menuet\nM:3/4\nL:1/16\nQ:1/4=120\n%%MIDI chordattack 0\nK:Dm clef=bass\n"
            "V:1 clef=bass name=\"Cello\"\n%%MIDI program 42\n[V:1] C4 D4 E4 |]\n");
}

// Lines of the header that tell staves and clefs.
std::string staves(const Score& score) {
  std::istringstream text(abc_from_score(score).value());
  std::string lines;
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with("%%score") || line.starts_with("V:")) lines += line + "\n";
  }
  return lines;
}

Score with_programs(const std::vector<std::pair<std::uint8_t, std::uint8_t>>& tracks) {
  Score score;
  for (const auto& [program, pitch] : tracks) {
    const auto channel = static_cast<std::uint8_t>(score.tracks.size());
    score.tracks.push_back({"", channel, program, {{0, 1920, pitch, 100}}});
  }
  score.end = 1920;
  return score;
}

TEST(AbcWriter, GivesEachInstrumentItsStaff) {
  EXPECT_EQ(staves(with_programs({{42, 60}, {42, 40}})),
            "%%score (1 2)\nV:1 clef=bass\nV:2 clef=bass\n");
  EXPECT_EQ(staves(with_programs({{6, 70}, {6, 40}})),
            "%%score {1 | 2}\nV:1 clef=treble\nV:2 clef=bass\n");
  EXPECT_EQ(
      staves(with_programs({{73, 80}, {24, 60}, {24, 50}, {42, 40}})),
      "%%score 1 (2 3) 4\nV:1 clef=treble\nV:2 clef=treble-8\nV:3 clef=treble-8\nV:4 clef=bass\n");
  EXPECT_EQ(staves(with_programs({{6, 70}, {6, 60}, {6, 40}})),
            "%%score 1 2 3\nV:1 clef=treble\nV:2 clef=bass\nV:3 clef=bass\n");
}

TEST(AbcWriter, WritesAsHighAsTheClefOfTheStaff) {
  const std::string text = abc_from_score(with_programs({{24, 60}, {42, 60}})).value();
  EXPECT_THAT(text, HasSubstr("[V:1] c16 |]"));
  EXPECT_THAT(text, HasSubstr("[V:2] C16 |]"));
  const Result<Score> back = score_from_abc(text);
  ASSERT_TRUE(back.ok());
  for (const Track& track : back->tracks) EXPECT_EQ(track.notes.front().pitch, 60);
}

TEST(AbcWriter, SpellsForTheKeyAndRepeatsAccidentalsWhereReadersDiffer) {
  // Two kinds of B in one bar: both say so each time they come.
  EXPECT_EQ(music(one_bar({{0, 480, 59, 80}, {480, 480, 60, 80}, {960, 960, 58, 80}}, {0, -1})),
            "[V:1] =B,4 C4 _B,8 |]\n");
  // An octave apart, both sharps are written; at the same height one is enough.
  EXPECT_EQ(music(one_bar({{0, 480, 54, 80}, {480, 480, 66, 80}, {960, 960, 66, 80}})),
            "[V:1] ^F,4 ^F4 F8 |]\n");
}

TEST(AbcWriter, TiesWhatOneSymbolCannotSay) {
  EXPECT_EQ(music(one_bar({{0, 600, 60, 80}, {600, 600, 62, 80}, {1200, 720, 64, 80}})),
            "[V:1] C4- CD3- D2E6 |]\n");
}

TEST(AbcWriter, TiesOverTheBarLine) {
  Score score = one_bar({{1440, 960, 60, 80}});
  score.end = 3840;
  EXPECT_EQ(music(score), "[V:1] x12 C4- | C4 z12 |]\n") << "silence before the music is not shown";
}

TEST(AbcWriter, PutsThirdsIntoTripletsOfTheirBeat) {
  EXPECT_EQ(music(one_bar(
                {{0, 160, 60, 80}, {160, 160, 62, 80}, {320, 160, 64, 80}, {480, 1440, 65, 80}})),
            "[V:1] (3:2:3C2D2E2 F12 |]\n");
  // A note held into the triplet is tied to its part of it.
  EXPECT_EQ(music(one_bar(
                {{0, 640, 60, 80}, {640, 160, 62, 80}, {800, 160, 64, 80}, {960, 960, 65, 80}})),
            "[V:1] C4- (3:2:3C2D2E2 F8 |]\n");
  // Thirds of a half note are not thirds of its quarters.
  EXPECT_EQ(music(one_bar(
                {{0, 320, 60, 80}, {320, 320, 62, 80}, {640, 320, 64, 80}, {960, 960, 65, 80}})),
            "[V:1] (3:2:3C4D4E4 F8 |]\n");
}

TEST(AbcWriter, LayersOverlapsAndUnequalChords) {
  EXPECT_EQ(music(one_bar({{0, 1920, 48, 80}, {0, 1920, 55, 80}, {480, 1440, 64, 80}})),
            "[V:1] [C,G,]16 & x4 E12 |]\n");
}

TEST(AbcWriter, ShowsRestsOnlyWhereNothingSounds) {
  Score score = one_bar({{0, 480, 60, 80}, {960, 480, 60, 80}});
  score.tracks.push_back({"", 1, 42, {{480, 480, 48, 80}}});
  EXPECT_EQ(music(score), "[V:1] C4 x4 C4 z4 |]\n[V:2] x4 C,4 x8 |]\n");
}

TEST(AbcWriter, BeamsThreeEightByTheBar) {
  Score score;
  score.metres = {{0, 3, 8}};
  score.tracks.push_back({"", 0, 42, {{0, 240, 60, 80}, {240, 240, 62, 80}, {480, 240, 64, 80}}});
  score.end = 720;
  EXPECT_EQ(music(score), "[V:1] C2D2E2 |]\n");
}

TEST(AbcWriter, WritesRepeatsEndingsAndTheSilenceBeforeAnUpbeat) {
  Score score = tests::quarters(tests::line(15, 48, 1), {0, 4, 4}, 1440);
  score.sections = {{1440, 3360}, {3360, 5280}, {5280, 7200}, {7200, 8640}};
  score.end = 8640;
  score.play_order = {0, 1, 0, 2, 3, 3};
  EXPECT_EQ(music(score),
            "[V:1] x12 |: C,4 | ^C,4 D,4 _E,4 |1\n[V:1] =E,4 | =F,4 ^F,4 =G,4 :|2\n"
            "[V:1] ^G,4 | A,4 _B,4 =B,4\n[V:1] |: C4 | ^C4 D4 :|\n");
}

TEST(AbcWriter, RefusesNotesTooShortForAnyGrid) {
  Score score = one_bar({{0, 1, 60, 80}, {32767, 32767, 62, 80}});
  score.ticks_per_quarter = 32767;
  const Result<std::string> text = abc_from_score(score);
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(text.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(text.error().message, "track 1, tick 0: the note is too short to be written");
}

TEST(AbcWriter, SaysWhichTrackAndTickItCannotWrite) {
  const Result<std::string> text = abc_from_score(one_bar({{7, 100, 60, 80}}));
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(text.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(text.error().message, HasSubstr("track 1, tick "));
}

}  // namespace
}  // namespace bach
