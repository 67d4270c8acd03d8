#include "audio/timed_note.h"

#include <gtest/gtest.h>

namespace bach {
namespace {

Score two_cellos_and_a_drum() {
  Score score;
  score.ticks_per_quarter = 100;
  score.tempos = {{0, 1000000}, {100, 500000}};
  score.tracks = {
      {"drum", 9, 0, {{0, 100, 36, 127}, {100, 100, 38, 127}}},
      {"one", 0, 42, {{0, 100, 50, 90}, {100, 100, 52, 80}, {200, 50, 53, 70}}},
      {"two", 1, 42, {{0, 200, 43, 60}}},
  };
  score.end = 250;
  return score;
}

TEST(TimedNotes, AllTracksByTheTempoMapButTheDrums) {
  const auto notes = timed_notes(two_cellos_and_a_drum());
  ASSERT_EQ(notes.size(), 4u);
  EXPECT_EQ(notes[0].pitch, 50);
  EXPECT_EQ(notes[1].pitch, 43);
  EXPECT_EQ(notes[1].end_seconds, 1.5);
  EXPECT_EQ(notes[2].pitch, 52);
  EXPECT_EQ(notes[2].start_seconds, 1.0);
  EXPECT_EQ(notes[2].end_seconds, 1.5);
  EXPECT_EQ(notes[2].velocity, 80);
  EXPECT_EQ(notes[3].end_seconds, 1.75);
  EXPECT_EQ(drum_notes(two_cellos_and_a_drum()), 2u);
}

TEST(FlatNotes, TheFirstNotesOfTheFirstVoiceInEqualSteps) {
  const auto notes = flat_notes(two_cellos_and_a_drum(), 2);
  ASSERT_EQ(notes.size(), 2u);
  EXPECT_EQ(notes[0].pitch, 50);
  EXPECT_EQ(notes[1].pitch, 52);
  EXPECT_EQ(notes[1].start_seconds, 0.3);
  EXPECT_EQ(notes[1].end_seconds, 0.6);
  EXPECT_EQ(notes[1].velocity, 100);
  EXPECT_EQ(flat_notes(two_cellos_and_a_drum(), 0).size(), 3u);
  EXPECT_EQ(flat_notes(two_cellos_and_a_drum(), 99).size(), 3u);
  EXPECT_TRUE(flat_notes(Score{}, 5).empty());
}

}  // namespace
}  // namespace bach
