#include "score/fold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "build_score.h"
#include "score/bars.h"
#include "score/form.h"
#include "score/unfold.h"
#include "shared_midi.h"

namespace bach {
namespace {

using ::testing::ElementsAre;
using tests::join;
using tests::kQuarter;
using tests::line;
using tests::quarters;

std::vector<Tick> lengths(const Score& folded) {
  std::vector<Tick> all;
  for (const Section& section : folded.sections) all.push_back(section.end - section.begin);
  return all;
}

// Eight bars of 4/4 and twelve of them.
const std::vector<int> kFirst = line(32, 48, 5);
const std::vector<int> kSecond = line(48, 50, 7);

TEST(Fold, WritesADanceWithRepeatSigns) {
  const Score played = quarters(join({kFirst, kFirst, kSecond, kSecond}));
  const Score folded = fold(played);
  EXPECT_THAT(folded.play_order, ElementsAre(0, 0, 1, 1));
  EXPECT_THAT(lengths(folded), ElementsAre(8 * 1920, 12 * 1920));
  EXPECT_EQ(folded.tracks[0].notes.size(), kFirst.size() + kSecond.size());
  EXPECT_EQ(unfold(folded), played);
  EXPECT_EQ(form_of(folded).pattern, "AABB");
}

TEST(Fold, KeepsAPieceWithoutRepeatsAsOneSection) {
  const Score played = quarters(kFirst, {0, 4, 4}, 480);
  const Score folded = fold(played);
  EXPECT_THAT(folded.play_order, ElementsAre(0));
  EXPECT_THAT(folded.sections, ElementsAre(Section{480, played.end}));
  EXPECT_EQ(unfold(folded), played);
}

TEST(Fold, LeavesSilenceAndFoldedScoresAlone) {
  Score silent;
  silent.end = 9000;
  EXPECT_EQ(fold(silent), silent);
  const Score folded = fold(quarters(join({kFirst, kFirst})));
  EXPECT_EQ(fold(folded), folded);
}

TEST(Fold, RepeatsTheUpbeatWithItsSection) {
  // A quarter before the bar line; sections end a quarter before one.
  const Score played = quarters(join({kFirst, kFirst, kSecond, kSecond}), {0, 4, 4}, 1440);
  const Score folded = fold(played);
  EXPECT_THAT(folded.play_order, ElementsAre(0, 0, 1, 1));
  EXPECT_EQ(folded.sections[0], (Section{1440, 1440 + 8 * 1920}));
  const Form form = form_of(folded);
  ASSERT_EQ(form.parts.size(), 2U);
  EXPECT_EQ(form.parts[0].upbeat, kQuarter);
  EXPECT_EQ(form.parts[0].bars, 8);
  EXPECT_EQ(form.parts[1].upbeat, kQuarter);
  EXPECT_EQ(form.parts[1].bars, 12);
}

TEST(Fold, GivesTwoEndingsToARepeatThatEndsOtherwise) {
  std::vector<int> again = kFirst;
  again[30] = 40;
  const Score played = quarters(join({kFirst, again, kSecond, kSecond}));
  const Score folded = fold(played);
  EXPECT_THAT(folded.play_order, ElementsAre(0, 1, 0, 2, 3, 3));
  EXPECT_THAT(lengths(folded), ElementsAre(7 * 1920, 1920, 1920, 12 * 1920));
  EXPECT_EQ(unfold(folded), played);
  const Form form = form_of(folded);
  EXPECT_EQ(form.pattern, "AABB");
  EXPECT_EQ(form.parts[0].bars, 8);
  EXPECT_EQ(form.parts[0].statement, (Section{0, 8 * 1920}));
}

TEST(Fold, PutsAnUpbeatThatTheRepeatChangesBeforeTheRepeatSign) {
  std::vector<int> again = kFirst;
  again[0] = 40;
  const Score played = quarters(join({kFirst, again, kSecond, kSecond}), {0, 4, 4}, 1440);
  const Score folded = fold(played);
  EXPECT_THAT(folded.play_order, ElementsAre(0, 1, 2, 1, 3, 4, 4));
  EXPECT_EQ(folded.sections[0], (Section{1440, 1920}));
  EXPECT_EQ(unfold(folded), played);
  const Form form = form_of(folded);
  EXPECT_EQ(form.pattern, "AABB");
  EXPECT_EQ(form.parts[0].bars, 8);
  EXPECT_EQ(form.parts[0].upbeat, kQuarter);
}

TEST(Fold, WritesOutARepeatWithTooManyDifferences) {
  std::vector<int> again = kFirst;
  for (std::size_t i = 2; i < again.size(); i += 8) again[i] = 40;  // every second bar
  const Score played = quarters(join({kFirst, again}));
  const Score folded = fold(played);
  EXPECT_THAT(folded.play_order, ElementsAre(0));
  EXPECT_EQ(unfold(folded), played);
}

TEST(Fold, ALastNoteHeldLongerIsASecondEnding) {
  Score played = quarters(join({kFirst, kFirst}));
  played.tracks[0].notes.back().duration = 3 * 1920;
  played.end = played.tracks[0].notes.back().end();
  const Score folded = fold(played);
  EXPECT_THAT(folded.play_order, ElementsAre(0, 1, 0, 2));
  EXPECT_EQ(unfold(folded), played);
  EXPECT_EQ(form_of(folded).pattern, "AA");
}

TEST(Fold, FindsTheDaCapo) {
  const std::vector<int> third = line(16, 60, 3);
  const std::vector<int> fourth = line(32, 41, 8);
  const Score played = quarters(
      join({kFirst, kFirst, kSecond, kSecond, third, third, fourth, fourth, kFirst, kSecond}));
  const Score folded = fold(played);
  EXPECT_THAT(folded.play_order, ElementsAre(0, 0, 1, 1, 2, 2, 3, 3, 0, 1));
  EXPECT_EQ(form_of(folded).pattern, "AABBCCDDAB");
  EXPECT_EQ(unfold(folded), played);
}

TEST(Fold, TheDaCapoTakesSecondEndings) {
  std::vector<int> again = kFirst;
  again.back() = 40;
  const Score played = quarters(join({kFirst, again, kSecond, kSecond, again}));
  const Score folded = fold(played);
  EXPECT_THAT(folded.play_order, ElementsAre(0, 1, 0, 2, 3, 3, 0, 2));
  EXPECT_EQ(form_of(folded).pattern, "AABBA");
  EXPECT_EQ(unfold(folded), played);
}

TEST(Fold, FindsARepeatAfterAnIntroduction) {
  const std::vector<int> introduction = line(8, 36, 11);
  const Score played = quarters(join({introduction, kFirst, kFirst, kSecond}));
  const Score folded = fold(played);
  EXPECT_THAT(folded.play_order, ElementsAre(0, 1, 1, 2));
  EXPECT_EQ(form_of(folded).pattern, "ABBC");
  EXPECT_EQ(unfold(folded), played);
}

TEST(Fold, DividesWhatIsNotRepeatedAtAChangeOfMetre) {
  Score played = quarters(join({kFirst, kSecond}));
  played.metres.push_back({8 * 1920, 3, 8});
  const Score folded = fold(played);
  EXPECT_THAT(folded.play_order, ElementsAre(0, 1));
  const Form form = form_of(folded);
  EXPECT_EQ(form.pattern, "AB");
  EXPECT_EQ(form.parts[1].bars, 32);
  EXPECT_EQ(unfold(folded), played);
}

TEST(Fold, RepeatsChangesOfMetreWithTheSection) {
  Score played = quarters(join({kFirst, kFirst, kSecond, kSecond}));
  const Tick length = 8 * 1920;
  for (const Tick begin : {Tick{0}, length}) {
    played.metres.push_back({begin + 2 * 1920, 2, 4});
    played.metres.push_back({begin + length, 4, 4});
  }
  const Score folded = fold(played);
  EXPECT_THAT(folded.play_order, ElementsAre(0, 0, 1, 1));
  EXPECT_THAT(folded.metres,
              ElementsAre(Metre{0, 4, 4}, Metre{2 * 1920, 2, 4}, Metre{length, 4, 4}));
  EXPECT_EQ(unfold(folded), played);
}

TEST(Fold, DoesNotRepeatWhatHasOtherBarLines) {
  Score played = quarters(join({kFirst, kFirst}));
  played.metres.push_back({12 * 1920, 3, 4});
  const Score folded = fold(played);
  EXPECT_EQ(unfold(folded), played);
  EXPECT_THAT(lengths(folded), ElementsAre(12 * 1920, 4 * 1920));
}

TEST(Fold, KeepsTheKeyAndTempoOfTheFirstStatements) {
  Score played = quarters(join({kFirst, kFirst, kSecond, kSecond, kFirst}));
  const Tick second = 16 * 1920;
  const Tick da_capo = second + 24 * 1920;
  played.keys = {{0, 1, Mode::kMajor}, {second, -2, Mode::kMinor}, {da_capo, 1, Mode::kMajor}};
  played.tempos = {{0, 500000}, {second, 400000}, {da_capo, 500000}};
  const Score folded = fold(played);
  EXPECT_THAT(folded.keys, ElementsAre(Key{0, 1, Mode::kMajor}, Key{8 * 1920, -2, Mode::kMinor}));
  EXPECT_EQ(unfold(folded), played);
}

TEST(Fold, ATieAcrossTheRepeatForbidsIt) {
  Score played = quarters(join({kFirst, kFirst}));
  played.tracks[0].notes[31].duration = 2 * kQuarter;  // into the second statement
  const Score folded = fold(played);
  EXPECT_EQ(unfold(folded), played);
  for (const Section& section : folded.sections) {
    for (const Note& note : folded.tracks[0].notes) {
      EXPECT_FALSE(note.onset < section.end && note.onset >= section.begin &&
                   note.end() > section.end);
    }
  }
}

TEST(Fold, GivesUpOnHoursOfPercussion) {
  // Always alike and never the same: every repeat looks possible and none is.
  std::vector<int> beats(4 * 1000, 38);
  Score played = quarters(beats);
  std::uint32_t state = 1;
  for (Note& note : played.tracks[0].notes) {
    state = state * 1664525U + 1013904223U;
    note.duration = 60 + state / 65536 % 60;
  }
  const Score folded = fold(played);
  EXPECT_THAT(folded.play_order, ElementsAre(0));
  EXPECT_EQ(unfold(folded), played);
}

TEST(Fold, NamesTheRefrainOfARondeau) {
  const std::vector<int> a = line(32, 40, 1), b = line(32, 45, 3), c = line(32, 41, 5);
  const Score folded = fold(quarters(join({a, a, b, a, c, a})));
  EXPECT_THAT(folded.play_order, ElementsAre(0, 0, 1, 0, 2, 0));
  EXPECT_EQ(form_of(folded).pattern, "AABACA");
}

}  // namespace
}  // namespace bach
