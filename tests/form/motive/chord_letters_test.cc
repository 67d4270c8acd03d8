#include "form/motive/chord_letters.h"

#include <gtest/gtest.h>

#include "form/motive/build_motives.h"
#include "harmony/functions.h"

namespace bach {
namespace {

using tests::frame_of;
using tests::kFourFour;
using Q = ChordQuality;

constexpr std::uint8_t kAMinor = 12 + 9;

TEST(ChordLetters, AreThoseOfTheSpelledRoots) {
  const Key c{};
  EXPECT_EQ(root_letter({0, {0, Q::kMajor}, 0}, c), 0);              // C
  EXPECT_EQ(root_letter({0, {9, Q::kMinor}, 0}, c), 5);              // A
  EXPECT_EQ(root_letter({0, {6, Q::kDiminished}, 0}, c), 3);         // F sharp
  EXPECT_EQ(root_letter({0, {8, Q::kDiminishedSeventh}, 0}, c), 4);  // G sharp
  EXPECT_EQ(root_letter({0, {1, Q::kDiminishedSeventh}, 0}, c), 0);  // C sharp
  EXPECT_EQ(root_letter({0, {8, Q::kDiminishedSeventh}, kAMinor}, c), 4);
  EXPECT_EQ(root_letter({0, {10, Q::kMajor}, kAMinor}, c), 6);                  // B flat
  EXPECT_EQ(root_letter({0, {3, Q::kMajor}, 3}, Key{0, -3, Mode::kMajor}), 2);  // E flat
}

TEST(ChordLetters, AgreeByShareOfTheBar) {
  ChordLetters source, bar;
  source.fill(0);
  bar.fill(2);
  EXPECT_EQ(chord_agreement(source, bar, 2), 3);
  EXPECT_EQ(chord_agreement(source, bar, -5), 3);
  EXPECT_EQ(chord_agreement(source, bar, 1), 0);
  for (std::size_t k = 0; k < 3; ++k) bar[k] = 4;
  EXPECT_EQ(chord_agreement(source, bar, 2), 2);
  EXPECT_EQ(chord_agreement(source, bar, 4), 1);
  for (std::size_t k = 3; k < bar.size(); ++k) source[k] = -1;  // where it has no music
  EXPECT_EQ(chord_agreement(source, bar, 4), 3);
}

TEST(TakeChords, MovesThemInTheKey) {
  const MotiveFrame frame = frame_of({4});
  HarmonyPlan plan = {{0, {0, Q::kMajor}, 0},
                      {kFourFour / 2, {7, Q::kDominantSeventh}, 0},
                      {kFourFour, {5, Q::kMajor}, 0},
                      {2 * kFourFour, {7, Q::kMajor}, 0}};
  take_chords(plan, frame.bars[0], frame.bars[1], 1);
  const HarmonyPlan moved = {{0, {0, Q::kMajor}, 0},
                             {kFourFour / 2, {7, Q::kDominantSeventh}, 0},
                             {kFourFour, {2, Q::kMinor}, 0},
                             {kFourFour + kFourFour / 2, {9, Q::kMinor}, 0},
                             {2 * kFourFour, {7, Q::kMajor}, 0}};
  EXPECT_EQ(plan, moved);
}

TEST(TakeChords, KeepsTheBarsOwnKeys) {
  const MotiveFrame frame = frame_of({4});
  HarmonyPlan plan = {{0, {0, Q::kMajor}, 0}, {kFourFour, {4, Q::kMajor}, kAMinor}};
  take_chords(plan, frame.bars[0], frame.bars[2], 5);  // C five letters on: A
  ASSERT_EQ(plan.size(), 4U);
  EXPECT_EQ(plan[2], (PlannedChord{2 * kFourFour, {9, Q::kMinor}, kAMinor}));
  EXPECT_EQ(plan[3], (PlannedChord{3 * kFourFour, {4, Q::kMajor}, kAMinor}));
}

// What is moved from C major to G major is what it was, counted from the tonic: V/V stays one.
TEST(TakeChords, GoIntoAKeyThatWasMovedWithThem) {
  const MotiveFrame frame = frame_of({4});
  HarmonyPlan plan = {{0, {2, Q::kDominantSeventh}, 0}, {kFourFour, {7, Q::kMajor}, 7}};
  take_chords(plan, frame.bars[0], frame.bars[2], 4);
  EXPECT_EQ(plan[chord_at(plan, 2 * kFourFour)].chord, (Chord{9, Q::kDominantSeventh}));
  take_chords(plan, frame.bars[0], frame.bars[3], 1);  // not moved alike
  EXPECT_EQ(plan[chord_at(plan, 3 * kFourFour)].chord, (Chord{4, Q::kMinor}));
}

TEST(KeyLetters, AreTheSameOrMovedOrNeither) {
  const MotiveFrame frame = frame_of({4});
  const HarmonyPlan plan = {{0, {0, Q::kMajor}, 0},
                            {kFourFour, {7, Q::kMajor}, 7},
                            {2 * kFourFour, {7, Q::kMajor}, 7},
                            {2 * kFourFour + kFourFour / 4, {9, Q::kMinor}, kAMinor},
                            {3 * kFourFour, {0, Q::kMajor}, 0}};
  const std::vector<KeyLetters> keys = key_letters(plan, frame);
  EXPECT_EQ(key_tie(keys[0], keys[3], 4), KeyTie::kSame);
  EXPECT_EQ(key_tie(keys[0], keys[1], 4), KeyTie::kMoved);
  EXPECT_EQ(key_tie(keys[0], keys[1], -3), KeyTie::kMoved);
  EXPECT_EQ(key_tie(keys[0], keys[1], 3), KeyTie::kNone);
  EXPECT_EQ(key_tie(keys[0], keys[2], 5), KeyTie::kMoved);  // most of it is in A minor
  EXPECT_EQ(key_tie(keys[0], keys[2], 4), KeyTie::kNone);
}

TEST(TakeChords, HaveThemAgreeAndTouchNothingElse) {
  Draws draws = tests::test_draws(5);
  for (int trial = 0; trial < 300; ++trial) {
    const MotiveFrame frame = frame_of({12});
    const HarmonyPlan before = tests::random_harmony(frame, draws);
    const std::size_t to = 1 + draws.below(10);
    const std::size_t from = draws.below(static_cast<std::uint32_t>(to));
    const int shift = static_cast<int>(draws.below(9)) - 4;
    HarmonyPlan after = before;
    take_chords(after, frame.bars[from], frame.bars[to], shift);
    const auto old_letters = chord_letters(before, frame);
    const auto letters = chord_letters(after, frame);
    EXPECT_EQ(chord_agreement(letters[from], letters[to], shift), kAgreements - 1);
    for (std::size_t bar = 0; bar < letters.size(); ++bar) {
      if (bar == to) continue;
      EXPECT_EQ(letters[bar], old_letters[bar]);
      const PlannedChord& was = before[chord_at(before, frame.bars[bar].begin)];
      const PlannedChord& is = after[chord_at(after, frame.bars[bar].begin)];
      EXPECT_EQ(was.chord, is.chord);
      EXPECT_EQ(was.key, is.key);
    }
    for (std::size_t k = 0; k < after.size(); ++k) {
      if (k > 0) {
        EXPECT_LT(after[k - 1].at, after[k].at);
      }
      EXPECT_EQ(before[chord_at(before, after[k].at)].key, after[k].key);
      const int offset = (after[k].chord.root - after[k].key % kTonics + kTonics) % kTonics;
      EXPECT_GE(function_at(after[k].key / kTonics, offset, after[k].chord.quality), 0);
    }
  }
}

}  // namespace
}  // namespace bach
