// What stands at notes besides pitch and length, written again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/random.h"
#include "notation/abc/writer.h"
#include "notation/bowing.h"
#include "notation/musicxml/check.h"
#include "notation/musicxml/reader.h"
#include "notation/musicxml/writer.h"
#include "score/build_score.h"

namespace bach {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr MarkKind kPlain[] = {
    MarkKind::kStaccato, MarkKind::kStaccatissimo, MarkKind::kTenuto,
    MarkKind::kAccent,   MarkKind::kStrongAccent,  MarkKind::kDetachedLegato,
    MarkKind::kUpBow,    MarkKind::kDownBow,       MarkKind::kOpenString,
    MarkKind::kHarmonic, MarkKind::kArpeggio,      MarkKind::kFermata,
    MarkKind::kTrill,    MarkKind::kMordent,       MarkKind::kInvertedMordent,
    MarkKind::kTurn,     MarkKind::kInvertedTurn,  MarkKind::kFingering};

Score sixteen_notes() { return tests::quarters(tests::line(16, 40, 2)); }

// Slurs without their numbers, sorted: what is the same after a round trip.
Marks comparable(Marks marks) {
  for (Mark& mark : marks) {
    mark.number = 1;
  }
  std::sort(marks.begin(), marks.end());
  return marks;
}

TEST(MarksWritten, AreReadAgain) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const CounterRandom random(seed, Purpose::kProgress);
    const Score score = sixteen_notes();
    const std::vector<Note>& notes = score.tracks[0].notes;
    Marks marks;
    for (std::uint64_t n = 0; n < notes.size(); ++n) {
      const Mark at{0, notes[n].onset, notes[n].pitch, MarkKind::kStaccato, 1, {}};
      if (random.below(2, n, 1, 0) == 0) {
        Mark mark = at;
        mark.kind = kPlain[random.below(std::size(kPlain), n, 2, 0)];
        if (mark.kind == MarkKind::kFingering) mark.text = "3";
        marks.push_back(mark);
      }
      if (n % 4 == 0) marks.push_back({0, at.onset, at.pitch, MarkKind::kSlurStart});
      if (n % 4 == 2) marks.push_back({0, at.onset, at.pitch, MarkKind::kSlurStop});
      if (n % 8 == 5) marks.push_back({0, at.onset, 60, MarkKind::kGraceNote, 1, "slash"});
    }
    const std::string text = musicxml_from_score(score, {.marks = {&marks, 1}}).value();
    const auto again =
        score_from_musicxml({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    ASSERT_TRUE(again.ok()) << again.error().message;
    EXPECT_EQ(comparable(again->marks), comparable(marks)) << "seed " << seed << "\n" << text;
  }
}

TEST(MarksWritten, SlursWithoutAnEndAreLeftOut) {
  const Score score = sixteen_notes();
  const Note& note = score.tracks[0].notes[3];
  const Marks marks = {{0, note.onset, note.pitch, MarkKind::kSlurStart},
                       {0, note.onset + 1, note.pitch, MarkKind::kStaccato},
                       {9, note.onset, note.pitch, MarkKind::kStaccato}};
  const std::string text = musicxml_from_score(score, {.marks = {&marks, 1}}).value();
  EXPECT_EQ(text, musicxml_from_score(score).value());
  EXPECT_EQ(abc_from_movements({&score, 1}, {}, {&marks, 1}).value(),
            abc_from_movements({&score, 1}).value());
}

TEST(MarksWritten, StandBeforeNotesInAbc) {
  const Score score = tests::quarters({48, 50, 52, 53});
  const Marks marks = {
      {0, 0, 48, MarkKind::kSlurStart},           {0, 0, 48, MarkKind::kUpBow},
      {0, 480, 50, MarkKind::kSlurStop},          {0, 480, 50, MarkKind::kSlurStart},
      {0, 960, 52, MarkKind::kSlurStop},          {0, 960, 55, MarkKind::kGraceNote},
      {0, 1440, 53, MarkKind::kFingering, 1, "2"}};
  EXPECT_THAT(abc_from_movements({&score, 1}, {}, {&marks, 1}).value(),
              HasSubstr("(uC,4 (D,4) {G,}E,4) !2!F,4"));
}

// Eighths in 4/4: bows take what moves by step within a beat.
TEST(Bowing, SlursStepsWithinABeat) {
  Score score;
  score.metres = {{0, 4, 4}};
  score.tracks.push_back({"Cello", 0, 42, {}});
  const auto add = [&](int pitch, Tick length) {
    score.tracks[0].notes.push_back({score.end, length, static_cast<std::uint8_t>(pitch), 80});
    score.end += length;
  };
  for (const int pitch : {48, 50, 52, 57}) add(pitch, 120);  // three steps, a leap
  for (const int pitch : {57, 57, 55, 53}) add(pitch, 120);  // a repeated note, then steps
  for (const int pitch : {52, 50}) add(pitch, 240);
  add(48, 480);  // a beat of its own
  const Marks expected = {{0, 0, 48, MarkKind::kSlurStart},   {0, 240, 52, MarkKind::kSlurStop},
                          {0, 600, 57, MarkKind::kSlurStart}, {0, 840, 53, MarkKind::kSlurStop},
                          {0, 960, 52, MarkKind::kSlurStart}, {0, 1200, 50, MarkKind::kSlurStop}};
  EXPECT_EQ(bowing_of(score), expected);
  const std::string text =
      musicxml_from_score(score, {.marks = std::vector<Marks>{expected}}).value();
  EXPECT_THAT(test::MusicXmlCheck(text).faults(), IsEmpty());
  EXPECT_THAT(text, HasSubstr("<slur type=\"start\" number=\"1\" />"));
}

TEST(Bowing, ChordsAndRestsHaveNone) {
  Score chord = tests::quarters({});
  chord.tracks[0].notes = {{0, 240, 48, 80}, {0, 240, 55, 80}, {240, 240, 50, 80}};
  EXPECT_THAT(bowing_of(chord), IsEmpty());
  Score rest = tests::quarters({});
  rest.tracks[0].notes = {{0, 120, 48, 80}, {240, 120, 50, 80}};
  EXPECT_THAT(bowing_of(rest), IsEmpty());
}

}  // namespace
}  // namespace bach
