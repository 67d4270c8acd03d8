// Notes of an earlier bar as they would be here.
#include "suite/figure.h"

#include <gtest/gtest.h>

#include "harmony/functions.h"
#include "suite/piece_memory.h"

namespace bach::suite {
namespace {

PlannedChord chord(int root, ChordQuality quality, int key) {
  return {0, {static_cast<std::uint8_t>(root), quality}, static_cast<std::uint8_t>(key)};
}
constexpr auto kMajor = ChordQuality::kMajor;
constexpr auto kMinor = ChordQuality::kMinor;
constexpr auto kSeventh = ChordQuality::kDominantSeventh;

TEST(Figure, MovesAlongTheScale) {
  EXPECT_EQ(moved_by_steps(60, 1, 0, nullptr), 62);
  EXPECT_EQ(moved_by_steps(64, 1, 0, nullptr), 65);
  EXPECT_EQ(moved_by_steps(60, -1, 0, nullptr), 59);
  EXPECT_EQ(moved_by_steps(60, 7, 0, nullptr), 72);
  EXPECT_EQ(moved_by_steps(66, 1, 7, nullptr), 67);  // F sharp in G major
}

TEST(Figure, TakesTheAccidentalsOfChordAndKey) {
  // E to F, in C major, under D major: F sharp; in A minor G is sharp under E, not under C.
  const PlannedChord d_major = chord(2, kMajor, 7);
  EXPECT_EQ(moved_by_steps(64, 1, 0, &d_major), 66);
  const PlannedChord e_major = chord(4, kMajor, 21);
  EXPECT_EQ(moved_by_steps(65, 1, 0, &e_major), 68);
  const PlannedChord c_major = chord(0, kMajor, 21);
  EXPECT_EQ(moved_by_steps(65, 1, 0, &c_major), 67);
}

// A far guess may leave the pitches there are; it stays what it would be an octave higher.
TEST(Figure, IsTheSameBelowAllPitches) {
  for (int root = 0; root < 12; ++root) {
    const PlannedChord now = chord(root, kSeventh, root);
    for (int steps = -30; steps <= 0; ++steps) {
      EXPECT_EQ(moved_by_steps(24, steps, 0, &now), moved_by_steps(60, steps, 0, &now) - 36);
    }
  }
}

TEST(Figure, StaysOnItsStepWhateverTheChord) {
  for (int tonic = 0; tonic < 12; ++tonic) {
    for (int root = 0; root < 12; ++root) {
      for (int key = 0; key < kKeys; ++key) {
        const PlannedChord now = chord(root, kSeventh, key);
        for (int steps = -9; steps <= 9; ++steps) {
          const int moved = moved_by_steps(60, steps, tonic, &now);
          EXPECT_EQ(scale_step(moved, tonic), scale_step(60, tonic) + steps);
        }
      }
    }
  }
}

TEST(Figure, TheSameMemberOfAnotherChord) {
  const PlannedChord tonic = chord(0, kMajor, 0);
  const PlannedChord dominant = chord(7, kSeventh, 0);
  EXPECT_EQ(under_chord(60, tonic, dominant), 55);  // the root, the nearest
  EXPECT_EQ(under_chord(64, tonic, dominant), 59);  // its third
  EXPECT_EQ(under_chord(67, tonic, dominant), 62);
  EXPECT_EQ(under_chord(62, tonic, dominant), 57);  // a step above the root
  const PlannedChord minor = chord(9, kMinor, 0);
  EXPECT_EQ(under_chord(64, tonic, minor), 60);
  EXPECT_EQ(under_chord(66, tonic, minor), 62);  // sharpened in the one, of the scale in the other
}

TEST(Figure, AChordToneStaysAChordToneAndNothingMovesUnderTheSameChord) {
  for (int root = 0; root < 12; ++root) {
    for (int quality = 0; quality < kChordQualities; ++quality) {
      const PlannedChord then = chord(root, static_cast<ChordQuality>(quality), 0);
      for (int pitch = 48; pitch < 60; ++pitch) {
        EXPECT_EQ(under_chord(pitch, then, then), pitch);
        for (int other = 0; other < 12 * kChordQualities; ++other) {
          const PlannedChord now = chord(other % 12, static_cast<ChordQuality>(other / 12), 0);
          const int there = under_chord(pitch, then, now);
          EXPECT_LE(std::abs(there - pitch), 12);
          EXPECT_TRUE(!is_chord_tone(then.chord, pitch) || is_chord_tone(now.chord, there));
        }
      }
    }
  }
}

}  // namespace
}  // namespace bach::suite
