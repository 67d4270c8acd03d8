#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "evaluate/critic/measures.h"

namespace bach {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Tick kQuarter = 480;
constexpr Tick kBar = 4 * kQuarter;
constexpr Key kCMajor{0, 0, Mode::kMajor};
constexpr Chord kC{0, ChordQuality::kMajor};
constexpr Chord kF{5, ChordQuality::kMajor};
constexpr Chord kG{7, ChordQuality::kMajor};
constexpr Chord kG7{7, ChordQuality::kDominantSeventh};
constexpr Chord kAm{9, ChordQuality::kMinor};

struct Placed {
  double quarter = 0;  // from the beginning
  double length = 1;   // quarters
  int pitch = 60;
};

// Notes in 4/4 with a chord a bar, all heard in C major; whole bars, one part.
CriticDance dance_of(const std::vector<Placed>& notes, const std::vector<Chord>& chords) {
  Score score;
  score.metres = {{0, 4, 4}};
  score.tracks.push_back({"", 0, kCelloProgram, {}});
  for (const Placed& note : notes) {
    score.tracks[0].notes.push_back({static_cast<Tick>(note.quarter * kQuarter),
                                     static_cast<Tick>(note.length * kQuarter),
                                     static_cast<std::uint8_t>(note.pitch), kPlainVelocity});
  }
  const auto bars = static_cast<Tick>(chords.size());
  score.end = bars * kBar;
  HarmonyAnalysis harmony;
  FormAnalysis form;
  for (Tick b = 0; b < bars; ++b) {
    const Chord chord = chords[static_cast<std::size_t>(b)];
    if (harmony.spans.empty() || harmony.spans.back().chord != chord) {
      HarmonySpan span;
      span.begin = b * kBar;
      span.key = kCMajor;
      span.chord = chord;
      harmony.spans.push_back(span);
    }
    harmony.spans.back().end = (b + 1) * kBar;
    FormBar bar;
    bar.begin = b * kBar;
    bar.end = (b + 1) * kBar;
    bar.number = b + 1;
    form.bars.push_back(bar);
  }
  harmony.keys = {{0, score.end, kCMajor, 1}};
  harmony.home = {kCMajor};
  FormPart part;
  part.written = {0, score.end};
  part.last_bar = static_cast<int>(bars) - 1;
  form.parts = {part};
  return heard_dance("dance", std::move(score), std::move(harmony), std::move(form));
}

Measured measured(std::string_view name, const CriticDance& dance) {
  for (const CriticMeasure& measure : critic_measures()) {
    if (measure.name == name) return measure.measure(dance, ReferenceStatistics());
  }
  ADD_FAILURE() << "no measure called " << name;
  return {};
}

double value_of(std::string_view name, const CriticDance& dance) {
  return measured(name, dance).value.value_or(-1);
}

// A bar of quarters.
void put_bar(std::vector<Placed>& notes, int bar, const std::vector<int>& pitches) {
  for (std::size_t i = 0; i < pitches.size(); ++i) {
    notes.push_back({4.0 * bar + static_cast<double>(i), 1, pitches[i]});
  }
}

TEST(CriticMeasures, TheTableIsInOrder) {
  std::set<std::string_view> names;
  MeasureGroup last = MeasureGroup::kHarmony;
  for (const CriticMeasure& measure : critic_measures()) {
    EXPECT_TRUE(names.insert(measure.name).second) << measure.name;
    EXPECT_GE(measure.group, last) << measure.name;
    EXPECT_FALSE(measure.description.empty()) << measure.name;
    last = measure.group;
  }
  EXPECT_EQ(last, MeasureGroup::kForm);
}

TEST(CriticMeasures, NonChordNotesResolveByStep) {
  std::vector<Placed> notes;
  put_bar(notes, 0, {60, 62, 64, 67});  // D passes
  put_bar(notes, 1, {60, 66, 72, 60});  // F sharp is leapt to and from, never resolved
  put_bar(notes, 2,
          {60, 62, 67, 64});  // D is left by leap; E, a step above, comes within two beats
  const CriticDance dance = dance_of(notes, {kC, kC, kC});
  EXPECT_DOUBLE_EQ(value_of("unresolved non-chord notes", dance), 100.0 / 12);
  EXPECT_THAT(measured("unresolved non-chord notes", dance).bars, ElementsAre(1));
  EXPECT_THAT(measured("non-chord notes leapt both ways", dance).bars, ElementsAre(1));
}

TEST(CriticMeasures, DissonancesAtStrongPlaces) {
  std::vector<Placed> notes;
  put_bar(notes, 0, {62, 60, 65, 64});  // D and F where the bar and its half begin
  put_bar(notes, 1, {60, 62, 64, 65});
  const CriticDance dance = dance_of(notes, {kC, kC});
  EXPECT_DOUBLE_EQ(value_of("dissonances at strong places", dance), 50);
  EXPECT_THAT(measured("dissonances at strong places", dance).bars, ElementsAre(0, 0));
}

TEST(CriticMeasures, DominantsResolveToTheirTonicOrDeceptively) {
  std::vector<Placed> notes;
  for (int bar = 0; bar < 8; ++bar) put_bar(notes, bar, {60});
  // G → G7 → C is one dominant, G7 → a another, G7 → F does not resolve; the last leads nowhere.
  const CriticDance dance = dance_of(notes, {kG, kG7, kC, kG7, kAm, kG7, kF, kG});
  EXPECT_DOUBLE_EQ(value_of("dominants that resolve", dance), 200.0 / 3);
  // Of seven changes G7 → C falls a fifth.
  EXPECT_DOUBLE_EQ(value_of("roots that fall a fifth", dance), 100.0 / 7);
  EXPECT_DOUBLE_EQ(value_of("chord changes", dance), 7.0 / 8);
  EXPECT_EQ(value_of("chord changes at weak places", dance), 0);
}

TEST(CriticMeasures, CrossRelationsNeedTwoLinesOrADistance) {
  std::vector<Placed> notes;
  put_bar(notes, 0, {65, 66, 67, 67});  // F to F sharp in one line
  put_bar(notes, 1, {65, 60, 78, 67});  // F sharp an octave higher, two beats after F
  put_bar(notes, 2, {67, 65, 66, 66});  // the second F sharp has been heard
  const CriticDance dance = dance_of(notes, {kC, kC, kC});
  EXPECT_THAT(measured("cross relations", dance).bars, ElementsAre(1));
  // F sharp: bars 1, 2 and twice in bar 3.
  EXPECT_THAT(measured("notes outside the local key", dance).bars, ElementsAre(0, 1, 2, 2));
}

TEST(CriticMeasures, OneScaleHoldsTheNotesAround) {
  std::vector<Placed> notes;
  put_bar(notes, 0, {60, 62, 64, 65});
  for (int i = 0; i < 8; ++i) {  // C sharp among many a C and D
    notes.push_back({4 + 0.5 * i, 0.5, i == 4 ? 61 : i % 2 == 0 ? 60 : 62});
  }
  put_bar(notes, 2, {60, 62, 64, 60});
  const CriticDance dance = dance_of(notes, {kC, kC, kC});
  EXPECT_THAT(measured("notes outside one scale", dance).bars, ElementsAre(1));
}

TEST(CriticMeasures, BarsComeAgainLiterallyInSequenceOrNearly) {
  std::vector<Placed> notes;
  put_bar(notes, 0, {60, 64, 62, 67});
  put_bar(notes, 1, {60, 64, 62, 67});  // literal
  put_bar(notes, 2, {62, 65, 64, 69});  // a step higher in C major
  put_bar(notes, 3, {62, 65, 64, 71});  // three of the four before
  const CriticDance dance = dance_of(notes, {kC, kC, kC, kC});
  EXPECT_DOUBLE_EQ(value_of("bars repeating one of the last four", dance), 25);
  EXPECT_THAT(measured("bars repeating one of the last four", dance).bars, ElementsAre(1));
  EXPECT_THAT(measured("sequence bars", dance).bars, ElementsAre(2));
  EXPECT_THAT(measured("nearly repeated bars", dance).bars, ElementsAre(3));
  // The last one's leap is as rough as the others'.
  EXPECT_DOUBLE_EQ(value_of("bars whose figure was heard", dance), 75);
}

TEST(CriticMeasures, LongestCycleCountsTheFirstStatement) {
  std::vector<Placed> notes;
  for (int bar = 0; bar < 4; ++bar) put_bar(notes, bar, {60, 64});
  CriticDance dance = dance_of(notes, {kC, kC, kC, kC});
  EXPECT_EQ(value_of("longest literal cycle", dance), 1);
  dance.form.cycles = {{1, 1, 2}};
  EXPECT_EQ(value_of("longest literal cycle", dance), 3);
  EXPECT_THAT(measured("longest literal cycle", dance).bars, ElementsAre(1, 2));
}

TEST(CriticMeasures, RhythmIsCountedByBarAndBeat) {
  std::vector<Placed> notes;
  put_bar(notes, 0, {60, 62, 64, 65});
  put_bar(notes, 1, {60, 62, 64, 65});
  notes.push_back({8, 1, 60});
  notes.push_back({9.5, 1, 62});  // across the third beat
  notes.push_back({11, 1, 60});
  put_bar(notes, 3, {60, 62, 64, 65});
  const CriticDance dance = dance_of(notes, {kC, kC, kC, kC});
  // Rhythms three to one: 2 − ¾ log₂ 3.
  EXPECT_NEAR(value_of("bar-rhythm entropy", dance), 0.811278, 1e-6);
  EXPECT_DOUBLE_EQ(value_of("beats struck", dance), 100.0 * 14 / 16);
  EXPECT_DOUBLE_EQ(value_of("attacks", dance), 15.0 / 16);
  EXPECT_THAT(measured("syncopations", dance).bars, ElementsAre(2));
  EXPECT_DOUBLE_EQ(value_of("changes of texture", dance), 0);
}

TEST(CriticMeasures, MelodyIsTheTopLine) {
  std::vector<Placed> notes = {{0, 1, 48}, {0, 1, 60}, {1, 1, 62}, {2, 1, 72}, {3, 1, 71}};
  const CriticDance dance = dance_of(notes, {kC});
  EXPECT_DOUBLE_EQ(value_of("steps", dance), 200.0 / 3);
  EXPECT_DOUBLE_EQ(value_of("wide leaps", dance), 100.0 / 3);
  EXPECT_DOUBLE_EQ(value_of("leaps followed by a turn", dance), 100);
  EXPECT_DOUBLE_EQ(value_of("moves straight on", dance), 50);
  EXPECT_DOUBLE_EQ(value_of("range", dance), 24);
  EXPECT_DOUBLE_EQ(value_of("chords struck", dance), 20);
}

TEST(CriticMeasures, LeadingNoteBeforeTheEndOfA) {
  std::vector<Placed> notes;
  put_bar(notes, 0, {60, 64, 66, 65});  // G's sevenths: F sharp, F
  put_bar(notes, 1, {66, 66, 67, 67});
  put_bar(notes, 2, {60, 64, 65, 65});  // of B, not counted
  CriticDance dance = dance_of(notes, {kC, kG, kC});
  EXPECT_FALSE(measured("leading note before A's end", dance).value);
  FormPart b;
  b.name = 'B';
  b.first_bar = 2;
  b.last_bar = 2;
  b.opens_like_first = 0.75;
  dance.form.parts[0].last_bar = 1;
  dance.form.parts.push_back(b);
  EXPECT_DOUBLE_EQ(value_of("leading note before A's end", dance), 75);
  EXPECT_DOUBLE_EQ(value_of("B opens like A", dance), 0.75);
}

TEST(CriticMeasures, KeysAndCadences) {
  std::vector<Placed> notes;
  for (int bar = 0; bar < 4; ++bar) put_bar(notes, bar, {60, 64, 67, 60});
  CriticDance dance = dance_of(notes, {kC, kC, kG, kC});
  EXPECT_EQ(value_of("local keys", dance), 1);
  EXPECT_EQ(value_of("final cadence", dance), 0);
  const Key g_major{2 * kBar, 1, Mode::kMajor};
  dance.harmony.keys = {{0, 2 * kBar, kCMajor, 1},
                        {2 * kBar, 3 * kBar, g_major, 1},
                        {3 * kBar, 4 * kBar, kCMajor, 1}};
  dance.harmony.cadences = {{3 * kBar, CadenceKind::kAuthentic, kCMajor, true}};
  EXPECT_EQ(value_of("local keys", dance), 2);
  EXPECT_EQ(value_of("time away from home", dance), 25);
  EXPECT_EQ(value_of("cadences", dance), 2);
  EXPECT_EQ(value_of("final cadence", dance), 100);
}

TEST(CriticMeasures, PhrasesAndTheirCadences) {
  std::vector<Placed> notes;
  for (int bar = 0; bar < 7; ++bar) put_bar(notes, bar, {60, 64, 67, 60});
  CriticDance dance = dance_of(notes, {kC, kC, kC, kC, kC, kC, kC});
  const Cadence close{6 * kBar, CadenceKind::kAuthentic, kCMajor, true};
  dance.form.phrases = {{0, 4 * kBar, std::nullopt}, {4 * kBar, 7 * kBar, close}};
  EXPECT_DOUBLE_EQ(value_of("even phrases", dance), 400.0 / 7);
  EXPECT_DOUBLE_EQ(value_of("sections closed by a cadence", dance), 100);
  dance.form.phrases[1].cadence.reset();
  EXPECT_DOUBLE_EQ(value_of("sections closed by a cadence", dance), 0);
}

TEST(CriticMeasures, GramsAndRecall) {
  std::vector<Placed> notes;
  put_bar(notes, 0, {60, 62, 64, 65});
  put_bar(notes, 1, {67, 60, 62, 64});
  put_bar(notes, 2, {65, 67, 72, 60});
  CriticDance dance = dance_of(notes, {kC, kC, kC});
  // Of eight grams of four intervals one came before.
  EXPECT_DOUBLE_EQ(value_of("melodic grams heard before", dance), 12.5);
  EXPECT_FALSE(measured("last quarter recalls first", dance).value);  // too short for quarters
}

TEST(CriticMeasures, WhatDoesNotApplyHasNoValue) {
  const CriticDance dance = dance_of({{0, 4, 60}}, {kC});
  for (const std::string_view name :
       {"dominants that resolve", "leading note before A's end", "melodic grams heard before",
        "leaps followed by a turn", "B opens like A", "chord bits given two before"}) {
    EXPECT_FALSE(measured(name, dance).value) << name;
  }
  EXPECT_THAT(measured("steps", dance).bars, IsEmpty());
}

TEST(CriticReference, ExpectsWhatItLearned) {
  std::vector<Placed> notes;
  for (int bar = 0; bar < 8; ++bar) put_bar(notes, bar, {60, 64, 67, 64});
  const CriticDance usual = dance_of(notes, {kC, kG, kC, kG, kC, kG, kC, kG});
  const CriticDance other = dance_of(notes, {kC, kF, kAm, kF, kAm, kG7, kF, kAm});
  ReferenceStatistics nothing;
  // Of what nothing is known, all classes are alike.
  EXPECT_NEAR(*nothing.note_bits(usual), 3.584963, 1e-6);
  EXPECT_NEAR(*nothing.chord_bits(usual), 5.906891, 1e-6);
  ReferenceStatistics reference;
  reference.learn(usual);
  EXPECT_LT(*reference.note_bits(usual), 1.5);
  EXPECT_LT(*reference.chord_bits(usual), *reference.chord_bits(other) - 2);
  EXPECT_LT(*reference.note_bits(usual), *reference.note_bits(other) - 1);
}

}  // namespace
}  // namespace bach
