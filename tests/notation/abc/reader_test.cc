// Our own ABC, read; found_test.cc has that of others.
#include "notation/abc/reader.h"

#include <gtest/gtest.h>

#include <string>

#include "base/random.h"

namespace bach {
namespace {

std::string tune(const std::string& body) {
  return "X:1\nT:A tune\nM:4/4\nL:1/16\nK:G\n" + body + "\n";
}

// "onset+duration:pitch" of every note of every track; "; " between tracks.
std::string notes(const std::string& text) {
  const Result<Score> score = score_from_abc(text);
  if (!score) return score.error().message;
  std::string list;
  for (const Track& track : score->tracks) {
    if (!list.empty()) list += "; ";
    for (const Note& note : track.notes) {
      list += std::to_string(note.onset) + "+" + std::to_string(note.duration) + ":" +
              std::to_string(note.pitch) + (&note == &track.notes.back() ? "" : " ");
    }
  }
  return list;
}

TEST(AbcReader, ReadsPitchesInTheKey) {
  EXPECT_EQ(notes(tune("F,4 f4 =f4 ^^g'4 |")), "0+480:54 480+480:78 960+480:77 1440+480:93");
}

// 11.3 of the standard: unless the tune says otherwise, in all octaves.
TEST(AbcReader, AnAccidentalLastsToTheBarLine) {
  EXPECT_EQ(notes(tune("^c4 c4 C4 z4 | c4 z12 |")), "0+480:73 480+480:73 960+480:61 1920+480:72");
  EXPECT_EQ(notes(tune("%%propagate-accidentals octave\n^c4 c4 C4 z4 |")),
            "0+480:73 480+480:73 960+480:60");
  EXPECT_EQ(notes(tune("I:propagate-accidentals not\n^c4 c4 C4 z4 |")),
            "0+480:73 480+480:72 960+480:60");
}

TEST(AbcReader, ReadsLengths) {
  EXPECT_EQ(notes(tune("C D/ E/2 F3/2 G// A12")),
            "0+120:60 120+60:62 180+60:64 240+180:66 420+30:67 450+1440:69");
}

TEST(AbcReader, JoinsTiedNotes) {
  EXPECT_EQ(notes(tune("C8- C8- | C4 [CE]4-[CE]2")), "0+2400:60 2400+720:60 2400+720:64");
}

TEST(AbcReader, TiesOfOneLayerDoNotReachAnother) {
  EXPECT_EQ(notes(tune("x16 & C16- | C4 x12 & C8 x8")), "0+2880:60 1920+480:60");
}

TEST(AbcReader, ReadsTriplets) {
  EXPECT_EQ(notes(tune("(3C2D2E2 (3:2:2F4G2")),
            "0+160:60 160+160:62 320+160:64 480+320:66 800+160:67");
}

TEST(AbcReader, ReadsVoicesAsTracks) {
  const Result<Score> score = score_from_abc(
      tune("V:1\n%%MIDI program 42\nV:2\n%%MIDI program 40\n[V:1] C16 |\n[V:2] c16 |\n[V:1] D16 |\n"
           "[V:2] x16 |"));
  ASSERT_TRUE(score.ok()) << score.error().message;
  ASSERT_EQ(score->tracks.size(), 2u);
  EXPECT_EQ(score->tracks[0].notes.size(), 2u);
  EXPECT_EQ(score->tracks[1].program, 40);
  EXPECT_EQ(score->tracks[1].channel, 1);
  EXPECT_EQ(score->title, "A tune");
  EXPECT_EQ(score->end, 3840);
}

TEST(AbcReader, ReadsRepeatsAsSections) {
  const Result<Score> score = score_from_abc(tune("x12 |: C4 | C16 |1 D12 :|2 E12 |: F4 | F12 :|"));
  ASSERT_TRUE(score.ok()) << score.error().message;
  EXPECT_EQ(score->sections,
            (std::vector<Section>{{1440, 3840}, {3840, 5280}, {5280, 6720}, {6720, 8640}}));
  EXPECT_EQ(score->play_order, (std::vector<int>{0, 1, 0, 2, 3, 3}));
}

TEST(AbcReader, ADoubleBarEndsTheSecondEnding) {
  const Result<Score> score = score_from_abc(tune("|: C16 |1 D16 :| [2 E16 || F16 |]"));
  ASSERT_TRUE(score.ok()) << score.error().message;
  EXPECT_EQ(score->play_order, (std::vector<int>{0, 1, 0, 2, 3}));
}

TEST(AbcReader, TheFirstRepeatMayBeginWithoutASign) {
  const Result<Score> score = score_from_abc(tune("C16 :| D16 :| E16 |]"));
  ASSERT_TRUE(score.ok()) << score.error().message;
  EXPECT_EQ(score->play_order, (std::vector<int>{0, 0, 1, 1, 2}));
}

TEST(AbcReader, FollowsChangesOfKeyAndMetre) {
  const Result<Score> score = score_from_abc(tune("f16 | [M:3/8][K:Gm] b6 |"));
  ASSERT_TRUE(score.ok()) << score.error().message;
  EXPECT_EQ(score->metres, (std::vector<Metre>{{0, 4, 4}, {1920, 3, 8}}));
  EXPECT_EQ(score->keys, (std::vector<Key>{{0, 1, Mode::kMajor}, {1920, -2, Mode::kMinor}}));
  EXPECT_EQ(score->tracks[0].notes[1].pitch, 82);
}

TEST(AbcReader, RefusesOnlyWhatIsNoAbc) {
  EXPECT_FALSE(score_from_abc("").ok());
  const Result<Score> letter = score_from_abc("Dear reader,\n");
  ASSERT_FALSE(letter.ok());
  EXPECT_EQ(letter.error().message,
            "no tune: no line begins with X: or K:, as tunes in ABC do; is this ABC?");
}

// Whatever the bytes, the answer is a score or a reason.
TEST(AbcReader, OutlivesDamage) {
  const std::string whole = tune(
      "V:1\n%%MIDI program 42\nV:2\n[V:1] x8 |: (3:2:3C2D2E2 [CE]4- | [CE]16 & x8C8 |1 ^F16 :|2\n"
      "[V:2] x8 |: x8 | C16 |1 x16 :|2\n[V:1] [M:3/4][K:Dm] =B,,12- | =B,,12 |]\n"
      "[V:2] [M:3/4][K:Dm] x12 | c'12 |]");
  ASSERT_TRUE(score_from_abc(whole).ok()) << score_from_abc(whole).error().message;
  const CounterRandom random(7, Purpose::kProgress);
  for (std::uint32_t step = 0; step < 20000; ++step) {
    std::string text = whole;
    for (std::uint32_t i = 0, count = 1 + random.below(4, step, 0, 0); i < count; ++i) {
      static constexpr char kBytes[] = "|:[]()&-^_=,'/0123456789CDEzxVKMQPUm<>{}!+.~TZ\"% \r\n\xff";
      const auto at = random.below(static_cast<std::uint32_t>(text.size()), step, 1, i);
      text[at] = kBytes[random.below(sizeof kBytes - 1, step, 2, i)];
    }
    text.resize(random.below(8, step, 3, 0) == 0
                    ? random.below(static_cast<std::uint32_t>(text.size()), step, 4, 0)
                    : text.size());
    const Result<Score> score = score_from_abc(text);
    if (!score.ok()) {
      EXPECT_FALSE(score.error().message.empty());
      continue;
    }
    for (const Track& track : score->tracks) {
      for (const Note& note : track.notes) ASSERT_LE(note.end(), score->end) << text;
    }
  }
}

}  // namespace
}  // namespace bach
