#include "score/spelling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "score/key_estimate.h"

namespace bach {
namespace {

constexpr Key kGMajor{0, 1, Mode::kMajor};
constexpr Key kDMinor{0, -1, Mode::kMinor};
constexpr Key kCMajor{0, 0, Mode::kMajor};
constexpr Key kEFlatMajor{0, -3, Mode::kMajor};
constexpr Key kCMinor{0, -3, Mode::kMinor};

// "C#3" as MIDI pitch.
int pitch_of(const std::string& name) {
  const int letters[] = {9, 11, 0, 2, 4, 5, 7};  // from A
  int pitch = letters[name[0] - 'A'];
  std::size_t at = 1;
  for (; name[at] == '#' || name[at] == 'b'; ++at) pitch += name[at] == '#' ? 1 : -1;
  return pitch + 12 * (std::stoi(name.substr(at)) + 1);
}

// The passage as spell() writes it when it hears only the pitches.
std::string respelled(const std::string& passage, const Key& key) {
  std::vector<PitchEvent> events;
  std::istringstream words(passage);
  Tick now = 0;
  for (std::string word; words >> word; now += 120) {
    events.push_back({now, static_cast<std::uint8_t>(pitch_of(word))});
  }
  std::string result;
  for (const Spelling& spelling : spell(events, key)) {
    result += (result.empty() ? "" : " ") + to_string(spelling);
  }
  return result;
}

void expect_as_printed(const std::string& passage, const Key& key) {
  EXPECT_EQ(respelled(passage, key), passage);
}

TEST(Spelling, NamesPlacesOnTheLineOfFifths) {
  EXPECT_EQ(to_string(spelling_at(60, 0)), "C4");
  EXPECT_EQ(to_string(spelling_at(60, 12)), "B#3");
  EXPECT_EQ(to_string(spelling_at(60, -12)), "Dbb4");
  EXPECT_EQ(to_string(spelling_at(61, 7)), "C#4");
  EXPECT_EQ(to_string(spelling_at(61, -5)), "Db4");
  EXPECT_EQ(to_string(spelling_at(59, -7)), "Cb4");
  EXPECT_EQ(to_string(spelling_at(36, 0)), "C2");
  EXPECT_EQ(to_string(spelling_at(0, 0)), "C-1");
}

TEST(Spelling, GivesBackPitchAndPlace) {
  for (int pitch = 0; pitch < 128; ++pitch) {
    for (int place = -15; place <= 19; ++place) {
      if (((place * 7 - pitch) % 12 + 12) % 12 != 0) continue;
      const Spelling spelling = spelling_at(pitch, place);
      EXPECT_EQ(line_of_fifths(spelling), place);
      EXPECT_GE(spelling.accidental, -2);
      EXPECT_LE(spelling.accidental, 2);
      constexpr int kNatural[] = {0, 2, 4, 5, 7, 9, 11};
      EXPECT_EQ(12 * (spelling.octave + 1) + kNatural[spelling.letter] + spelling.accidental,
                pitch);
    }
  }
}

TEST(Spelling, TheFirstPreludeHasCSharps) {
  // BWV 1007, bars 5–7
  expect_as_printed(
      "G2 E3 B3 A3 B3 G3 F#3 G3 E3 G3 F#3 G3 B2 D3 C#3 B2 "
      "C#3 G3 A3 G3 A3 G3 A3 G3 C#3 G3 A3 G3 A3 G3 A3 G3 "
      "F#3 A3 D4 C#4 D4 A3 G3 A3 F#3 A3 G3 A3 D3 F#3 E3 D3",
      kGMajor);
}

TEST(Spelling, ADiminishedSeventhOnDSharp) {
  // BWV 1007, bars 12–14
  expect_as_printed(
      "C3 E3 A3 B3 C4 A3 E3 D3 C3 E3 A3 B3 C4 A3 F#3 E3 "
      "D#3 F#3 D#3 F#3 A3 F#3 A3 F#3 D#3 F#3 D#3 F#3 A3 F#3 A3 F#3 "
      "G3 F#3 E3 G3 F#3 G3 A3 F#3 G3 F#3 E3 D3 C3 B2 A2 G2",
      kGMajor);
}

TEST(Spelling, ALongChromaticRiseMixesSharpsAndFlats) {
  // BWV 1007, bars 37–38
  expect_as_printed(
      "F#3 A3 D3 E3 F3 D3 F#3 D3 G3 D3 G#3 D3 A3 D3 Bb3 D3 "
      "B3 D3 C4 D3 C#4 D3 D4 D3 Eb4 D3 E4 D3 F4 D3 F#4 D3",
      kGMajor);
}

TEST(Spelling, DMinorHasALeadingToneAndABFlat) {
  // BWV 1008, Prelude, bars 1–4
  expect_as_printed(
      "D3 F3 A3 F3 E3 D3 C#3 E3 G3 A3 Bb3 A3 G3 F3 E3 G3 Bb3 C#4 E4 Bb3 A3 G3 F3 E3 "
      "F3 G3 A3 F3 D3 C3 Bb2 A2",
      kDMinor);
  // … and bar 16 on the way to A minor
  expect_as_printed("G#2 B2 C3 D3 E2 D3 C3 B2 G#3 F3 E3 D3 C3 B2 A2 C3 F3 E3 F3 G#3 A3 F3 D3 C3",
                    kDMinor);
}

TEST(Spelling, CMinorHasBNaturalAndAFlat) {
  expect_as_printed("C3 D3 Eb3 F3 G3 Ab3 B3 C4 D4 B3 C4 Ab3 F3 G3 Eb3 F3 D3 B2 C3", kCMinor);
}

TEST(Spelling, LowerNeighboursAreAnotherLetter) {
  // BWV 1010, Prelude, bars 56–58
  expect_as_printed(
      "G3 Bb3 G3 F#3 G3 Bb3 G3 F#3 G3 Bb3 G3 F#3 G3 Bb3 G3 F#3 "
      "E3 G3 E3 D3 C#3 E3 C#3 B2 A2 C#3 A2 G2 F#2 A2 F#2 E2",
      kEFlatMajor);
}

TEST(Spelling, DeepFlatsWhereTheHarmonyGoesThere) {
  // BWV 1010, Prelude, bars 73–75
  expect_as_printed(
      "Gb3 Gb3 Fb3 Eb3 D3 Eb3 Gb3 Fb3 Eb3 D3 Eb3 Cb3 Eb3 Ab3 Cb4 Ab3 Eb4 Cb4 "
      "Ab3 Cb4 Ab3 Eb3 Cb3 Ab2 F3 Ab2",
      kEFlatMajor);
}

TEST(Spelling, MixtureInCMajor) {
  // BWV 1009, Courante, bars 75–79
  expect_as_printed(
      "G2 F3 D3 F3 B2 F3 G2 F3 D3 F3 B2 F3 G2 Eb3 C3 Eb3 B2 Eb3 G2 Eb3 C3 Eb3 B2 Eb3 "
      "Ab2 D3 C3 D3 B2 D3 Ab2 D3 C3 D3 B2 D3",
      kCMajor);
}

TEST(Spelling, EveryKeyHasItsScale) {
  for (int fifths = -7; fifths <= 7; ++fifths) {
    std::vector<PitchEvent> scale;
    const int tonic = 60 + tonic_of({0, fifths, Mode::kMajor});
    Tick now = 0;
    for (const int step : {0, 2, 4, 5, 7, 9, 11, 12, 11, 9, 7, 5, 4, 2, 0}) {
      scale.push_back({now += 240, static_cast<std::uint8_t>(tonic + step)});
    }
    for (const Spelling& spelling : spell(scale, {0, fifths, Mode::kMajor})) {
      EXPECT_GE(line_of_fifths(spelling), fifths - 1);
      EXPECT_LE(line_of_fifths(spelling), fifths + 5);
    }
  }
}

TEST(Spelling, OfAScoreKeepsTracksAndFollowsItsKeys) {
  Score score;
  score.tracks.resize(2);
  for (Tick tick = 0; tick < 8; ++tick) {
    score.tracks[0].notes.push_back({tick * 480, 480, 61, 80});
    score.tracks[1].notes.push_back({tick * 480, 480, 56, 80});
  }
  const Key keys[] = {{0, 4, Mode::kMajor}, {4 * 480, -4, Mode::kMajor}};
  const auto spelled = spell(score, keys);
  ASSERT_EQ(spelled.size(), 2U);
  EXPECT_EQ(to_string(spelled[0][3]), "C#4");
  EXPECT_EQ(to_string(spelled[0][4]), "Db4");
  EXPECT_EQ(to_string(spelled[1][3]), "G#3");
  EXPECT_EQ(to_string(spelled[1][4]), "Ab3");
}

}  // namespace
}  // namespace bach
