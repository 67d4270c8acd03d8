// Read-write-read is the identity on scores.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/file.h"
#include "midi/reader.h"
#include "score/from_midi.h"
#include "score/random_scores.h"
#include "score/to_midi.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

ImportedScore read_back(std::span<const std::uint8_t> bytes) {
  auto imported = score_from_midi(bytes);
  EXPECT_TRUE(imported.ok());
  return imported.ok() ? *imported : ImportedScore{};
}

TEST(MidiRoundTrip, GivesBackRandomScores) {
  test::RandomScores scores;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Score score = scores.make(seed);
    const ImportedScore again = read_back(midi_from_score(score));
    ASSERT_EQ(again.score, score) << "seed " << seed;
    ASSERT_THAT(again.warnings, testing::IsEmpty()) << "seed " << seed;
  }
}

TEST(MidiRoundTrip, GivesBackAScoreWithoutNotes) {
  Score score;
  score.title = "Silence";
  score.end = 1920;
  EXPECT_EQ(read_back(midi_from_score(score)).score, score);
}

TEST(MidiRoundTrip, SettlesAfterOneReadingWhereNotesAreNested) {
  Score score;
  score.end = 100;
  score.tracks = {
      {"", 0, 0, {{0, 100, 60, 80}, {10, 10, 60, 90}}}};  // the second lies in the first
  const Score once = read_back(midi_from_score(score)).score;
  EXPECT_NE(once, score);
  EXPECT_EQ(read_back(midi_from_score(once)).score, once);
}

TEST(MidiRoundTrip, PutsNoteOffsBeforeNoteOns) {
  Score score;
  score.end = 20;
  score.tracks = {{"", 0, 0, {{0, 10, 60, 80}, {10, 10, 60, 90}}}};
  const auto file = read_midi(midi_from_score(score));
  ASSERT_TRUE(file.ok());
  const auto& events = file->tracks.at(1).events;
  ASSERT_EQ(events.size(), 5u);  // program, on, off, on, off
  EXPECT_EQ(events[2].status, midi::kNoteOff);
  EXPECT_EQ(events[2].tick, 10);
  EXPECT_EQ(events[3].status, midi::kNoteOn);
  EXPECT_EQ(events[3].tick, 10);
}

TEST(MidiRoundTrip, GivesBackTheSuites) {
  if (!fs::is_directory(BACH_SHARED_MIDI)) GTEST_SKIP() << "no " << BACH_SHARED_MIDI;
  std::size_t notes = 0;
  std::size_t first_track = 0;
  for (const auto& entry : fs::directory_iterator(BACH_SHARED_MIDI)) {
    const auto bytes = read_file(entry.path());
    ASSERT_TRUE(bytes.ok());
    const ImportedScore imported = read_back(*bytes);
    EXPECT_EQ(imported.format, 1);
    EXPECT_EQ(imported.score.ticks_per_quarter, 480);
    EXPECT_THAT(imported.warnings, testing::IsEmpty()) << entry.path();
    for (const Track& track : imported.score.tracks) {
      EXPECT_EQ(track.program, 42);
      notes += track.notes.size();
    }
    first_track += imported.score.tracks.at(0).notes.size();
    EXPECT_EQ(read_back(midi_from_score(imported.score)).score, imported.score) << entry.path();
  }
  EXPECT_EQ(notes, 30259u);
  EXPECT_EQ(first_track, 25867u);
}

}  // namespace
}  // namespace bach
