#include "compose/playable.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "compose/pitch_limits.h"

namespace bach {
namespace {

bool playable(const std::string& instrument, const std::vector<int>& pitches) {
  return playable_together(*find_instrument(instrument), pitches);
}

TEST(Playable, OpenStringsAndCommonChords) {
  EXPECT_TRUE(playable("cello", {}));
  EXPECT_TRUE(playable("cello", {36, 43, 50, 57}));  // all open
  EXPECT_TRUE(playable("cello", {43, 50, 59}));
  EXPECT_TRUE(playable("cello", {36, 43, 52, 60}));  // C major: E on D, C on A
  EXPECT_TRUE(playable("cello", {60, 52, 43, 36}));  // in any order
  EXPECT_TRUE(playable("cello", {50, 50}));
  EXPECT_TRUE(playable("cello", {57, 62}));  // A on the D string, D on the A string
  EXPECT_TRUE(
      playable("cello", {39, 46, 55, 63}));  // E flat major in suite 4, one finger on a fifth
  EXPECT_TRUE(playable("violin", {55, 62, 71, 79}));  // G major
  EXPECT_TRUE(playable("viola", {48, 55, 64, 72}));
  EXPECT_TRUE(playable("cello piccolo", {57, 64}));  // the open E string
}

TEST(Playable, RefusesWhatNoHandReaches) {
  EXPECT_FALSE(playable("cello", {35}));                  // below the lowest string
  EXPECT_FALSE(playable("cello", {37, 38}));              // both on the C string
  EXPECT_FALSE(playable("cello", {36, 43, 50, 57, 64}));  // five notes
  EXPECT_FALSE(playable("cello", {37, 56}));              // no strings side by side
  EXPECT_FALSE(playable("cello", {51, 69}));  // first finger on D, an octave up the A string
  EXPECT_FALSE(playable("violin", {54}));
}

TEST(Playable, ABrokenChordHasThreeFingers) {
  EXPECT_FALSE(playable("cello", {37, 46, 54, 62}));  // four places, four fingers
  EXPECT_TRUE(playable("cello", {37, 46, 54}));       // three of them
  EXPECT_FALSE(playable("cello", {37, 44, 51, 63}));  // all stopped, and too far
}

TEST(Playable, GuitarsSkipStrings) {
  EXPECT_TRUE(playable("guitar", {40, 56}));  // E below, G sharp above
  EXPECT_TRUE(playable("guitar", {40, 47, 52, 56}));
  EXPECT_TRUE(playable("guitar", {43, 50, 59, 67}));  // G major: thumb and the open strings
  EXPECT_FALSE(playable("guitar", {41, 42}));         // both on the lowest string
  EXPECT_FALSE(playable("guitar", {41, 80}));         // first fret below, sixteenth above
}

TEST(Playable, TwoMalletsInEachHand) {
  EXPECT_TRUE(playable("marimba", {45, 96}));
  EXPECT_TRUE(playable("marimba", {45, 52, 88, 96}));
  EXPECT_FALSE(playable("marimba", {45, 60, 75}));
  EXPECT_FALSE(playable("marimba", {45, 60, 62, 64}));
}

TEST(Playable, WindsPlayOneNote) {
  EXPECT_TRUE(playable("flute", {72}));
  EXPECT_TRUE(playable("flute", {72, 72}));
  EXPECT_FALSE(playable("flute", {72, 76}));
  EXPECT_FALSE(playable("bassoon", {48, 60}));
}

TEST(Playable, ACelloIsWhatNotesAreComposedForUnlessTold) {
  EXPECT_EQ(cello().name, "cello");
  EXPECT_EQ(PitchLimits().lowest, cello().lowest);
  EXPECT_EQ(PitchLimits().highest, cello().highest);
}

TEST(Playable, TheTableIsSound) {
  for (const Instrument& each : instruments()) {
    EXPECT_EQ(find_instrument(each.name), &each);
    EXPECT_LE(each.first_program, each.last_program);
    if (!each.composed_for()) continue;
    SCOPED_TRACE(each.name);
    // Two octaves at least, where the models know music.
    EXPECT_GE(each.highest - each.lowest, 24);
    EXPECT_GE(each.lowest - each.above_cello, 30);
    EXPECT_LE(each.highest - each.above_cello, 88);
    const bool strung = each.together == Together::kBowed || each.together == Together::kPlucked;
    EXPECT_EQ(strung, !each.open_strings().empty());
    if (strung) {
      EXPECT_EQ(each.lowest, each.open_strings().front());
    }
    EXPECT_EQ(each.reach > 0, each.together != Together::kNever);
  }
}

}  // namespace
}  // namespace bach
